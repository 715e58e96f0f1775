package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BootClassesTest {
  /** They run in the system class loader, before the boot loader has the others. */
  private static final List<String> OUTSIDE =
      List.of(
          "AgentPremain",
          "BootClasses",
          "BootClasses$Definition",
          "ThrowawayLoader",
          "package-info");

  @Test
  void names_everyClassOfThePackage_listed() throws Exception {
    assertThat(classesOfThePackage())
        .as("add the new class to BootClasses.NAMES, superclasses first")
        .containsExactlyInAnyOrderElementsOf(BootClasses.NAMES);
  }

  private static List<String> classesOfThePackage() throws IOException, URISyntaxException {
    Path folder =
        Path.of(AgentPremain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("io/sonde/bootstrap");
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString().replace(".class", ""))
          .filter(name -> !OUTSIDE.contains(name))
          .toList();
    }
  }
}
