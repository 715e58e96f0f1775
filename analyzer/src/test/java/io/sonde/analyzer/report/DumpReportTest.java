package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.recording.RecordedEvents;
import io.sonde.events.EventNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every report says why the agent wrote the recording. */
class DumpReportTest {
  private static final String CONDITION = "p99(GET /checkout)>500ms for 30s";

  @TempDir private Path folder;

  @Test
  void reports_sayWhatHeld_andWhatWasMeasured() throws IOException {
    Analysis analysis = analysis();
    String text = written(ReportFormat.TEXT, analysis);
    assertThat(text.replaceAll("\\s+", " "))
        .startsWith("Slow: No rule names a cause, but " + CONDITION + " held, measured: 812 ms")
        .containsPattern(
            "At \\d\\d:\\d\\d:\\d\\d UTC dump-when held: p99\\(GET /checkout\\)>500ms for 30s,"
                + " measured: 812 ms\\.");
    assertThat(written(ReportFormat.MARKDOWN, analysis)).contains("dump-when held");
    String json = written(ReportFormat.JSON, analysis);
    assertThat(JsonSchemas.errors(Path.of("..", "docs", "findings.schema.json"), json)).isEmpty();
    JsonNode dumps = JsonMapper.shared().readTree(json).get("recording").get("dumps");
    assertThat(dumps.size()).isEqualTo(1);
    assertThat(dumps.get(0).get("because").asString()).isEqualTo(CONDITION + ", measured: 812 ms");
  }

  @Test
  void recordingThatEndedByItself_saysNothing() throws IOException {
    assertThat(written(ReportFormat.JSON, ReportSamples.shop())).doesNotContain("\"dumps\"");
  }

  private Analysis analysis() throws IOException {
    Recording read = RecordedEvents.of(folder, () -> new TriggerEvent().commit());
    RuleResult result = new RuleResult.Ok("hot-path", "Measured 1.2 %, threshold 10 %.");
    return new Analysis(read, List.of("dump.jfr"), List.of(result));
  }

  private static String written(ReportFormat format, Analysis analysis) throws IOException {
    StringBuilder out = new StringBuilder();
    format.write(analysis, out);
    return out.toString();
  }

  @Name(EventNames.TRIGGER)
  static final class TriggerEvent extends Event {
    String condition = CONDITION;
    double measured = 812e6;
    double bound = 500e6;
    String unit = "ns";
    long lastedNanos = 30_000_000_000L;
  }
}
