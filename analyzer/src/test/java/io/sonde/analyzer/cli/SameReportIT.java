package io.sonde.analyzer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.recording.TestRecordings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report can be compared byte by byte with the one before. */
class SameReportIT {
  private static final Path JAR = Path.of("target", "sonde.jar").toAbsolutePath();

  @TempDir private Path folder;

  /**
   * Each JVM gives the entries of some maps another order, by chance also the same: so three runs.
   */
  @Test
  void anotherJvm_writesTheSameBytes() throws Exception {
    Path recording = TestRecordings.all(folder).findFirst().orElseThrow();
    Path first = analyzed(recording, 0);
    for (int run = 1; run < 3; run++) {
      Path again = analyzed(recording, run);
      assertThat(again.resolve("report.html")).hasSameBinaryContentAs(first.resolve("report.html"));
      assertThat(again.resolve("report.json")).hasSameBinaryContentAs(first.resolve("report.json"));
    }
  }

  private Path analyzed(Path recording, int run) throws Exception {
    Path into = Files.createDirectory(folder.resolve("run" + run));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "analyze",
                recording.toString(),
                "-o",
                into.resolve("report.html").toString(),
                "--json",
                into.resolve("report.json").toString())
            .redirectErrorStream(true)
            .redirectOutput(into.resolve("out.txt").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(into.resolve("out.txt"))).isZero();
    return into;
  }
}
