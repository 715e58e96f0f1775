package io.sonde.events;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The contract between agent and analyzer: constants, and nothing that either would have to load.
 */
@AnalyzeClasses(packages = "io.sonde.events", importOptions = ImportOption.DoNotIncludeTests.class)
class EventsArchitectureTest {
  @ArchTest
  static final ArchRule events_dependOnNothing =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java.lang..", "io.sonde.events..");
}
