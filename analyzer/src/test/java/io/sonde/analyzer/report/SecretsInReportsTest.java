package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.Analyzer;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.recording.ReadingProgress;
import io.sonde.analyzer.recording.SondeRecordingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a JVM was given under a secret's key is in no report, but the key is. */
class SecretsInReportsTest {
  private static final List<String> PLANTED = List.of("tulip", "meadow", "rose", "iris", "heather");

  @Test
  void plantedWords_areInNoFormat_andTheirKeysAreReported(@TempDir Path folder) throws Exception {
    Analysis analysis =
        new Analyzer(new SondeRecordingReader())
            .analyze(List.of(recorded(folder)), ReadingProgress.NONE);

    Finding secrets =
        analysis.findings().stream()
            .filter(finding -> finding.title().equals("Secrets stand in the recording"))
            .findFirst()
            .orElseThrow();
    assertThat(secrets.rule()).isEqualTo("recording-quality");
    assertThat(secrets.summary())
        .contains("arguments of the JVM hold secrets: db.password, shop.token")
        .contains("system properties hold secrets: ")
        .contains("environment hold a secret: SHOP_DB_PASSWORD.")
        .doesNotContain("java.home");
    for (ReportFormat format : ReportFormat.values()) {
      String report = written(format, analysis);
      assertThat(report).as(format.name()).contains("db.password");
      for (String word : PLANTED) {
        assertThat(report.contains(word)).as(format + " holds " + word).isFalse();
      }
    }
  }

  private static String written(ReportFormat format, Analysis analysis) throws IOException {
    StringBuilder text = new StringBuilder();
    format.write(analysis, ReportOptions.forOutput(false, Map.of(), true), text);
    return text.toString();
  }

  private static Path recorded(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("secrets.jfr");
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:StartFlightRecording=filename=" + file,
                "-Ddb.password=tulip meadow",
                "-Dshop.token=rose,iris",
                "-m",
                "jdk.compiler/com.sun.tools.javac.Main",
                "-version")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.txt").toFile());
    program.environment().put("SHOP_DB_PASSWORD", "heather");
    assertThat(program.start().waitFor(60, TimeUnit.SECONDS)).isTrue();
    return file;
  }
}
