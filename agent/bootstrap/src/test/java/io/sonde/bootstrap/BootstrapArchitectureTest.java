package io.sonde.bootstrap;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the boot loader defines may see what the boot loader has, and nothing else. */
@AnalyzeClasses(
    packages = "io.sonde.bootstrap",
    importOptions = ImportOption.DoNotIncludeTests.class)
class BootstrapArchitectureTest {
  /** BootClasses alone has a loader of its own, to whose module the internal Unsafe is opened. */
  @ArchTest
  static final ArchRule bootstrap_usesTheJdkAndEventsOnly =
      classes()
          .that()
          .doNotHaveSimpleName("BootClasses")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "jdk.jfr..",
              "com.sun.management..",
              "io.sonde.bootstrap..",
              "io.sonde.events..");

  /**
   * Premain must not start what an application configures at its own start. ThreadCost, which is
   * first used when a recording runs, takes the thread bean alone, which needs no MBean server.
   */
  @ArchTest
  static final ArchRule bootstrap_leavesLoggingManagementAndNioAlone =
      com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses()
          .that()
          .doNotHaveSimpleName("ThreadCost")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.util.logging..",
              "java.lang.management..",
              "javax.management..",
              "java.nio.file..");
}
