package io.sonde.analyzer.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.JvmDescription;
import io.sonde.analyzer.model.JvmFlag;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.report.ReportFormat;
import io.sonde.analyzer.rule.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No report of a redacted recording holds a host, a path or a table. */
class RedactionTest {
  private static final long MS = 1_000_000L;
  private static final Path INPUT = Path.of("/srv/acme/prod-7.jfr");
  private static final String[] SECRETS = {
    "acme", "prod-7", "payments.internal", "10.1.2.3", "customer_card", "billing", "db42", "/srv/"
  };

  @Test
  void reports_nameNothingThatIsHidden() throws IOException {
    Redaction redaction = new Redaction(List.of(INPUT));
    Recording recording = redaction.recording(recording());
    Analysis analysis =
        new Analysis(recording, redaction.files(List.of(INPUT)), Rules.evaluate(recording));
    for (ReportFormat format : ReportFormat.values()) {
      StringBuilder text = new StringBuilder();
      format.write(analysis, text);
      assertThat(text).as(format.name()).doesNotContain(SECRETS);
      assertThat(text).as(format.name()).contains("recording.jfr");
    }
  }

  @Test
  void whatIsNotHidden_isAsBefore() {
    Recording recording = recording();
    Recording redacted = new Redaction(List.of(INPUT)).recording(recording);
    assertThat(redacted.httpCalls().texts())
        .satisfiesExactly(
            charge -> assertThat(charge).matches("POST host\\d:8443/charges/\\{id}"),
            health -> assertThat(health).matches("GET host\\d/health \\(asynchronous\\)"));
    assertThat(redacted.sql().texts()).containsExactly("select name1 from name2 where name3=?");
    assertThat(redacted.classNames())
        .contains("com.shop.Order")
        .anyMatch(name -> name.matches("path\\d\\.log"));
    assertThat(redacted.sql().size()).isEqualTo(recording.sql().size());
    assertThat(redacted.requests()).isSameAs(recording.requests());
    assertThat(redacted.jvm().arguments())
        .startsWith("-Xmx2g -Dspring.datasource.url=host")
        .contains("-XX:HeapDumpPath=path");
  }

  /** A pool may be named by its address, and is found by its name among the waits. */
  @Test
  void poolsNamedByTheirAddress_areHiddenWhereverTheyStand() {
    RequestSketch sketch = new RequestSketch();
    String pool = "jdbc:postgresql://db42.acme.com:5432/billing";
    sketch.pool(pool, MS, 10, 2, 5, MS);
    sketch.waiting(WaitKind.CONNECTION, "http-1", 0, 50 * MS, pool, "", "com.shop.Orders.find");
    Recording redacted = new Redaction(List.of(INPUT)).recording(sketch.build());
    assertThat(redacted.pools().names()).hasSize(1);
    assertThat(redacted.pools().names().get(0)).doesNotContain(SECRETS);
    assertThat(redacted.classNames()).isEqualTo(redacted.pools().names());
  }

  @Test
  void filesOfAFolder_andRelativePaths_areHidden() {
    RecordingBuilder builder = new RecordingBuilder();
    String file = "/srv/acme/run/prod-7.jfr";
    builder.chunk(new Chunk(file, 0, 9, 1, 1, Chunk.Producer.JDK, true));
    builder.problem(
        new Quality.Problem(Quality.Kind.TRUNCATED_FILE, file, file + ", prod-7.jfr", 1, 1));
    builder.jvm(
        new JvmDescription(
            "",
            "",
            "-javaagent:acme/agent.jar",
            "build/acme.jar",
            1,
            0,
            2,
            0,
            "",
            "",
            0,
            0,
            0,
            List.of()));
    Recording redacted =
        new Redaction(List.of(Path.of("/srv/acme/run"))).recording(builder.build());
    assertThat(redacted.chunks().get(0).file() + redacted.quality() + redacted.jvm())
        .doesNotContain(SECRETS);
  }

  @Test
  void severalFiles_areToldApart() {
    List<Path> inputs = List.of(Path.of("a/one.jfr"), Path.of("two.jfr"));
    assertThat(new Redaction(inputs).files(inputs))
        .containsExactly("recording1.jfr", "recording2.jfr");
  }

  private static Recording recording() {
    RecordingBuilder builder = new RecordingBuilder();
    builder.chunk(
        new Chunk(
            INPUT.toString(), 0, 9, RequestSketch.START, 10_000 * MS, Chunk.Producer.JDK, true));
    builder.jvm(
        new JvmDescription(
            "OpenJDK",
            "17",
            "-Xmx2g -Dspring.datasource.url=jdbc:postgresql://db42.acme.com/billing"
                + " -XX:HeapDumpPath=/srv/acme/dumps",
            "/srv/acme/shop.jar",
            1,
            0,
            2,
            0,
            "",
            "",
            0,
            0,
            0,
            List.of(new JvmFlag("HeapDumpPath", "/srv/acme/dumps", "Command line"))));
    builder.className("com.shop.Order");
    int file = builder.className("/srv/acme/logs/audit.log");
    builder
        .incidents()
        .add(
            new Incident(
                IncidentKind.FILE_FORCE, RequestSketch.START, 50 * MS, -1, 0, file, 10, 1));
    builder.problem(
        new Quality.Problem(
            Quality.Kind.TRUNCATED_FILE,
            INPUT.toString(),
            INPUT + " ends early; see 10.1.2.3:/srv/acme/x.",
            1,
            1));
    RequestSketch sketch = new RequestSketch(builder, RequestSketch.START);
    for (int i = 0; i < 40; i++) {
      long from = i * 200 * MS;
      String thread = "RMI TCP Connection(3)-10.1.2.3";
      long id = sketch.request("GET /orders/{id}", thread, from, from + 150 * MS, MS);
      sketch.statement(
          id,
          thread,
          from,
          from + 100 * MS,
          "select customer_card from billing where billing_id=?");
      sketch.call(
          id, thread, from + 100 * MS, from + 140 * MS, "POST payments.internal:8443/charges/{id}");
      sketch.call(
          id, thread, from + 140 * MS, from + 141 * MS, "GET db42.acme.com/health (asynchronous)");
    }
    return sketch.build();
  }
}
