package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.finding.Analysis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceReportTest {
  private final StringBuilder out = new StringBuilder();

  @Test
  void text_tellsWhatTheTimeWentInto_andTheLongestWaitsInTheirOrder() throws IOException {
    report(RequestSamples.shop()).text(ReportOptions.PLAIN, out);
    assertThat(out.toString())
        .contains("Trace 0af7651916cd43dd8448eb211c80319c: 1 recorded request in this JVM.")
        .contains("GET /search took ")
        .containsPattern("(?s)status 200,\\s+thread http-28, CPU 1 ms, [0-9]+ SQL, [0-9.]+ ms")
        .containsPattern("(?s)Its time: .*SQL [0-9.]+ ms \\([0-9.]+ %\\)")
        .contains("select l.id,l.text from line l")
        .containsPattern(
            "(?s)Repeated: [0-9]+ times SQL, [0-9.]+ ms in all: select l.id,l.text from")
        .containsPattern("[0-9]+ shorter waits, [0-9.]+ ms in all; --verbose lists them");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void verboseText_hasEveryWait() throws IOException {
    report(RequestSamples.shop()).text(new ReportOptions(80, false, true, ""), out);
    assertThat(out.toString().lines().filter(line -> line.contains("    after ")))
        .hasSizeGreaterThan(60);
    assertThat(out.toString()).doesNotContain("shorter waits");
  }

  @Test
  void json_followsItsSchema() throws IOException {
    report(RequestSamples.shop()).json(out);
    assertThat(JsonSchemas.errors(Path.of("..", "docs", "trace.schema.json"), out.toString()))
        .isEmpty();
    assertThat(
            JsonSchemas.errors(
                Path.of("..", "docs", "trace.schema.json"),
                out.toString().replace("\"sql\"", "\"sequel\"")))
        .isNotEmpty();
  }

  @Test
  void page_drawsItsRequestsBeforeTheSlowest() {
    Map<String, Object> data =
        RouteData.of(
            RequestSummary.of(RequestSamples.shop().recording()),
            RequestSamples.shop(),
            RequestSamples.TRACE);
    assertThat(data).isNotNull().containsEntry("trace", RequestSamples.TRACE);
    assertThat((List<?>) data.get("traced")).hasSize(1);
  }

  private static TraceReport report(Analysis analysis) {
    return new TraceReport(analysis, RequestSamples.TRACE);
  }
}
