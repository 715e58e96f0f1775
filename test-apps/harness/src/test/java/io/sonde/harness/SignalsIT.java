package io.sonde.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;

/**
 * The shop under load, told live to a real Zipkin and a real Prometheus: what these answer is what
 * the recording holds.
 */
@ResourceLock(value = ProgramFaultsIT.PROCESSORS, mode = ResourceAccessMode.READ_WRITE)
class SignalsIT {
  private static final String CHECKOUT = "POST /carts/{cart}/checkout";

  /** Within which Prometheus is asked for a rate, in s. */
  private static final int WINDOW = 20;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void zipkinAndPrometheus_tellWhatTheRecordingTells() throws Exception {
    int metrics = BackEnd.freePort();
    try (BackEnd zipkin = BackEnd.zipkin(directory);
        BackEnd prometheus = BackEnd.prometheus(directory, metrics)) {
      Map<String, String> environment =
          Map.of("SONDE_ZIPKIN", zipkin.url(), "SONDE_PROMETHEUS", Integer.toString(metrics));
      DemoRun run =
          DemoRun.of(
              ShopCase.NONE, Path.of(System.getProperty("java.home")), directory, environment);
      assertThat(run.agentStates())
          .isNotEmpty()
          .allMatch(state -> state.getLong("suppressedErrors") == 0);
      assertTrace(zipkin, run);
      assertRate(prometheus, run);
    }
  }

  /** A checkout is found by its id, and below it what it did. */
  private static void assertTrace(BackEnd zipkin, DemoRun run) throws Exception {
    RecordedEvent checkout =
        run.requests().stream()
            .filter(request -> request.getString("route").equals(CHECKOUT))
            .filter(request -> request.getLong("httpCount") > 0)
            .skip(3)
            .findFirst()
            .orElseThrow();
    List<JsonNode> spans =
        zipkin.ask("/api/v2/trace/" + checkout.getString("traceId")).valueStream().toList();
    String id = checkout.getString("spanId");
    assertThat(spans)
        .filteredOn(span -> text(span, "id").equals(id))
        .singleElement()
        .satisfies(
            span -> {
              assertThat(text(span, "name")).isEqualToIgnoringCase(CHECKOUT);
              assertThat(text(span, "kind")).isEqualTo("SERVER");
              assertThat(text(span.get("tags"), "sonde.recording")).isEqualTo("shop.jfr");
              assertThat(text(span.get("localEndpoint"), "serviceName")).isEqualTo("sonde-shop");
            });
    List<JsonNode> children =
        spans.stream().filter(span -> text(span, "parentId").equals(id)).toList();
    assertThat(children)
        .filteredOn(span -> text(span.get("tags"), "db.system.name").equals("postgresql"))
        .hasSize((int) checkout.getLong("sqlCount"));
    assertThat(children)
        .filteredOn(span -> text(span.get("tags"), "url.full").contains("/payments"))
        .hasSize((int) checkout.getLong("httpCount"));
  }

  /** In the last seconds of load; a scrape a second lets each end of the window be one off. */
  private static void assertRate(BackEnd prometheus, DemoRun run) throws Exception {
    Instant last =
        run.requests().stream()
            .map(RecordedEvent::getEndTime)
            .max(Instant::compareTo)
            .orElseThrow();
    Instant until = last.minusSeconds(5);
    Instant from = until.minusSeconds(WINDOW);
    double recorded =
        run.requests().stream()
                .filter(request -> request.getString("kind").equals("http"))
                .filter(request -> request.getEndTime().isAfter(from))
                .filter(request -> !request.getEndTime().isAfter(until))
                .mapToLong(request -> request.getInt("weight"))
                .sum()
            / (double) WINDOW;
    String query = "sum(rate(http_server_request_duration_seconds_count[%ds]))".formatted(WINDOW);
    String time = String.format(Locale.ROOT, "%.3f", until.toEpochMilli() / 1_000.0);
    JsonNode answer =
        prometheus.ask(
            "/api/v1/query?time="
                + time
                + "&query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
    JsonNode result = answer.get("data").get("result");
    assertThat(result.size()).as(answer.toString()).isEqualTo(1);
    double told = Double.parseDouble(result.get(0).get("value").get(1).asString());
    assertThat(told).isCloseTo(recorded, within(recorded * 3 / WINDOW));
    assertThat(recorded).isPositive();
  }

  private static String text(JsonNode node, String field) {
    return node == null || node.get(field) == null ? "" : node.get(field).asString();
  }
}
