package io.sonde.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The load is a program of its own: it meets the shop by HTTP and Sonde by the command line. */
@AnalyzeClasses(packages = "io.sonde.harness", importOptions = ImportOption.DoNotIncludeTests.class)
class HarnessArchitectureTest {
  @ArchTest
  static final ArchRule load_knowsNeitherShopNorSonde =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.example..", "io.sonde.analyzer..", "io.sonde.agent..", "io.sonde.bootstrap..");
}
