package io.sonde.analyzer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The table of allowed directions in docs/architecture.md, executable. */
@AnalyzeClasses(
    packages = "io.sonde.analyzer",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.sonde.analyzer.";

  @ArchTest static final ArchRule unit_usesNothing = mayUseOnly("unit");

  @ArchTest static final ArchRule model_usesUnit = mayUseOnly("model", "unit");

  @ArchTest static final ArchRule profile_usesModel = mayUseOnly("profile", "unit", "model");

  @ArchTest
  static final ArchRule aggregate_usesProfile = mayUseOnly("aggregate", "unit", "model", "profile");

  @ArchTest static final ArchRule finding_usesModel = mayUseOnly("finding", "unit", "model");

  @ArchTest
  static final ArchRule rule_seesFactsNotFiles =
      mayUseOnly("rule", "unit", "model", "profile", "aggregate", "finding");

  @ArchTest
  static final ArchRule report_seesFindingsNotRules =
      mayUseOnly("report", "unit", "model", "profile", "aggregate", "finding");

  @ArchTest
  static final ArchRule recording_endsInTheModel = mayUseOnly("recording", "unit", "model");

  @ArchTest static final ArchRule redact_seesTheModelAlone = mayUseOnly("redact", "model");

  @ArchTest static final ArchRule attach_standsAlone = mayUseOnly("attach", "unit");

  @ArchTest
  static final ArchRule explain_addsToFindings = mayUseOnly("explain", "unit", "model", "finding");

  @ArchTest
  static final ArchRule onlyExplain_asksDatabases =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "explain..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");

  @ArchTest
  static final ArchRule nothing_usesCli =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "cli..");

  @ArchTest
  static final ArchRule onlyRecording_readsJfr =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "recording..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jdk.jfr..");

  @ArchTest
  static final ArchRule onlyCli_knowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule onlyAttach_attaches =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "attach..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.tools.attach..");

  @ArchTest
  static final ArchRule agentCode_isOnlyAFile =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.sonde.agent..", "io.sonde.bootstrap..");

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  private static ArchRule mayUseOnly(String from, String... others) {
    String[] allowed = new String[others.length + 2];
    for (int i = 0; i < others.length; i++) {
      allowed[i] = ROOT + others[i] + "..";
    }
    allowed[others.length] = ROOT + from + "..";
    allowed[others.length + 1] = "io.sonde.events..";
    return classes()
        .that()
        .resideInAPackage(ROOT + from + "..")
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("io.sonde..")).or(resideInAnyPackage(allowed)))
        .allowEmptyShould(true);
  }
}
