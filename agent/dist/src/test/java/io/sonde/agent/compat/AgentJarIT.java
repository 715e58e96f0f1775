package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the one jar holds: the application must not see a library of ours. */
class AgentJarIT {
  private static final Path JAR = Path.of(System.getProperty("sonde.agent.jar"));
  private static final long MOST_BYTES = 8_000_000;

  @Test
  void size_isAtMostEightMegabytes() throws IOException {
    assertThat(Files.size(JAR)).isLessThanOrEqualTo(MOST_BYTES);
  }

  @Test
  void applicationSees_bootstrapAndEventsAlone() throws IOException {
    assertThat(entries())
        .extracting(JarEntry::getName)
        .filteredOn(name -> name.endsWith(".class") && !name.startsWith("isolated/"))
        .isNotEmpty()
        .allMatch(
            name -> name.startsWith("io/sonde/bootstrap/") || name.startsWith("io/sonde/events/"));
  }

  @Test
  void isolatedPart_holdsTheLibraries() throws IOException {
    assertThat(entries())
        .extracting(JarEntry::getName)
        .contains(
            "isolated/net/bytebuddy/ByteBuddy.class",
            "isolated/one/profiler/AsyncProfiler.class",
            "isolated/org/HdrHistogram/Histogram.class",
            "isolated/linux-x64/libasyncProfiler.so");
  }

  /** Two builds of the same sources give the same bytes only if no entry carries a time. */
  @Test
  void entries_carryOneFixedTime() throws IOException {
    assertThat(entries().stream().map(JarEntry::getTime).distinct()).hasSize(1);
  }

  private static List<JarEntry> entries() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream().toList();
    }
  }
}
