package io.sonde.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Allowed directions within core; events and bootstrap have tests of their own. */
@AnalyzeClasses(packages = "io.sonde", importOptions = ImportOption.DoNotIncludeTests.class)
class AgentArchitectureTest {
  @ArchTest
  static final ArchRule onlyInstrument_touchesByteBuddy =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sonde.agent.instrument..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("net.bytebuddy..");

  @ArchTest
  static final ArchRule onlySignal_touchesOpenTelemetry =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sonde.agent.signal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry..", "zipkin2..", "io.prometheus..");

  @ArchTest
  static final ArchRule config_dependsOnTheJdkOnly =
      classes()
          .that()
          .resideInAPackage("io.sonde.agent.config..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "io.sonde.agent.config..");

  @ArchTest
  static final ArchRule instrument_knowsNeitherRecorderNorControl =
      noClasses()
          .that()
          .resideInAPackage("io.sonde.agent.instrument..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.sonde.agent",
              "io.sonde.agent.recorder..",
              "io.sonde.agent.sampler..",
              "io.sonde.agent.signal..",
              "io.sonde.agent.trigger..",
              "io.sonde.agent.control..");

  @ArchTest
  static final ArchRule nothingButTheSpine_usesTheSpine =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.sonde.agent")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.sonde.agent");
}
