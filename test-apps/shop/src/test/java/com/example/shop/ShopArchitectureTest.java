package com.example.shop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shop is an ordinary service: it knows nothing of what profiles it. */
@AnalyzeClasses(packages = "com.example", importOptions = ImportOption.DoNotIncludeTests.class)
class ShopArchitectureTest {
  @ArchTest
  static final ArchRule shop_knowsNothingOfSonde =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("io.sonde..", "jdk.jfr..");

  @ArchTest
  static final ArchRule payment_standsAlone =
      noClasses()
          .that()
          .resideInAPackage("com.example.payment..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.example.shop..");
}
