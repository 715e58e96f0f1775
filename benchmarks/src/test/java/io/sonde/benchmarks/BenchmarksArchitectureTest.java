package io.sonde.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What is measured is the packed agent, as users have it. */
@AnalyzeClasses(
    packages = "io.sonde.benchmarks",
    importOptions = ImportOption.DoNotIncludeTests.class)
class BenchmarksArchitectureTest {
  @ArchTest
  static final ArchRule benchmarks_useThePackedAgent =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sonde.agent..", "io.sonde.bootstrap..", "io.sonde.analyzer..");
}
