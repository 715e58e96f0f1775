package com.example.faults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The programs are ordinary ones: they know nothing of what profiles them. */
@AnalyzeClasses(
    packages = "com.example.faults",
    importOptions = ImportOption.DoNotIncludeTests.class)
class FaultsArchitectureTest {
  @ArchTest
  static final ArchRule faults_knowNothingOfSonde =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("io.sonde..", "jdk.jfr..");
}
