package io.sonde.extension;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** In the loader of another agent's extensions nothing else of ours is to be seen. */
@AnalyzeClasses(
    packages = "io.sonde.extension",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ExtensionArchitectureTest {
  @ArchTest
  static final ArchRule extension_dependsOnBootstrapAndOpenTelemetryAlone =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "io.opentelemetry..", "io.sonde.bootstrap..", "io.sonde.extension..");
}
