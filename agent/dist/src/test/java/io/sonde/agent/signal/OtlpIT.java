package io.sonde.agent.signal;

import static io.sonde.agent.signal.OtlpReceiver.hex;
import static io.sonde.agent.signal.OtlpReceiver.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spans and metrics of requests in known numbers, as a receiver of OTLP gets them. */
class OtlpIT {
  private static final int REQUESTS = 20;
  private static final String ORDERS = "GET /orders/{id}";
  private static final String PAYMENTS = "POST /payments/{id}";
  private static final String KEPT_TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String DROPPED_TRACE = "9af7651916cd43dd8448eb211c89319c";

  @TempDir Path directory;

  static Stream<Path> javaHomes() {
    return SignalApp.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void spansAndMetrics_areThoseOfTheRecording(Path javaHome) throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      SignalApp app = new SignalApp(javaHome, directory);
      WrittenRecording recording =
          app.run(
              REQUESTS,
              "otlp=" + receiver.url(),
              "-Dotel.service.name=orders",
              "-Dotel.exporter.otlp.headers=x-team=payments");
      recording.assertClean();
      assertThat(app.stderr()).doesNotContain("suppressed", "WARNING", "SEVERE", "no spans");
      assertRequests(receiver.spans(), recording);
      assertTree(receiver.spans());
      assertResource(receiver);
      assertMetrics(receiver.newestMetrics());
      assertThat(receiver.metrics())
          .as("a trace leads from the bucket to the recording; told once, with the export after it")
          .filteredOn(metric -> metric.getName().equals("http.server.request.duration"))
          .flatExtracting(OtlpIT::points)
          .anyMatch(point -> point.getExemplarsCount() > 0);
      assertNothingOfTheAgentsOwn(receiver, recording);
      assertThat(receiver.spans().toString() + receiver.newestMetrics()).doesNotContain("sesame");
    }
  }

  /** As a team has them set already; our key says no more than that they count. */
  @Test
  void openTelemetrysOwnVariables_nameReceiverResourceAndSampler() throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      SignalApp app = new SignalApp(javaHomes().findFirst().orElseThrow(), directory);
      app.run(
          REQUESTS,
          "otlp=on",
          "-Dotel.exporter.otlp.endpoint=" + receiver.url(),
          "-Dotel.resource.attributes=team=blue",
          "-Dotel.traces.sampler=parentbased_always_off");
      assertThat(receiver.spans())
          .as("what the one caller wants, and nothing that began here")
          .isNotEmpty()
          .allMatch(span -> hex(span.getTraceId()).equals(KEPT_TRACE));
      assertThat(receiver.resources())
          .allSatisfy(
              resource ->
                  assertThat(text(resource.getAttributesList()))
                      .containsEntry("team", "blue")
                      .containsEntry("service.name", "Main"));
      assertThat(
              count(
                  receiver.newestMetrics(),
                  "http.server.request.duration",
                  "http.route",
                  "/orders/{id}"))
          .as("metrics are not sampled")
          .isEqualTo(REQUESTS);
    }
  }

  /** All but the one whose caller does not want it, with the recording's ids. */
  private static void assertRequests(List<Span> spans, WrittenRecording recording) {
    List<RecordedEvent> recorded =
        recording.ofType(EventNames.REQUEST).stream()
            .filter(event -> event.getString("route").equals(ORDERS))
            .toList();
    assertThat(recorded).hasSize(REQUESTS);
    assertThat(named(spans, ORDERS))
        .hasSize(REQUESTS - 1)
        .allMatch(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
        .extracting(span -> hex(span.getTraceId()) + hex(span.getSpanId()))
        .doesNotHaveDuplicates()
        .isSubsetOf(
            recorded.stream()
                .map(event -> event.getString("traceId") + event.getString("spanId"))
                .toList());
    assertThat(named(spans, PAYMENTS))
        .as("the trace goes on in the service that is called")
        .hasSize(REQUESTS - 1)
        .allMatch(
            payment ->
                named(spans, "POST").stream()
                    .anyMatch(call -> children(spans, call).contains(payment)));
    assertThat(spans).noneMatch(span -> hex(span.getTraceId()).equals(DROPPED_TRACE));
    assertThat(spans)
        .filteredOn(span -> hex(span.getParentSpanId()).equals("b7ad6b7169203331"))
        .singleElement()
        .matches(span -> span.getName().equals(ORDERS))
        .matches(span -> hex(span.getTraceId()).equals(KEPT_TRACE));
  }

  /** A statement, a payment and a task that has a statement of its own. */
  private static void assertTree(List<Span> spans) {
    for (Span request : named(spans, ORDERS)) {
      assertThat(text(request.getAttributesList()))
          .containsEntry("http.request.method", "GET")
          .containsEntry("http.route", "/orders/{id}")
          .containsEntry("http.response.status_code", "200")
          .containsEntry("url.scheme", "http")
          .containsEntry("sonde.recording", "signals.jfr");
      List<Span> children = children(spans, request);
      assertThat(children).hasSize(3);
      assertThat(children)
          .filteredOn(child -> !child.getName().startsWith("task ")) // its thread may end it later
          .allMatch(child -> lies(child, request));
      assertStatement(named(children, "SELECT orders"));
      assertThat(named(children, "POST"))
          .singleElement()
          .satisfies(
              call ->
                  assertThat(text(call.getAttributesList()))
                      .containsEntry("http.response.status_code", "201")
                      .containsEntry("server.address", "localhost")
                      .hasEntrySatisfying(
                          "url.full", url -> assertThat(url).endsWith("/payments/{id}")));
      List<Span> tasks =
          children.stream().filter(child -> child.getName().startsWith("task ")).toList();
      assertThat(tasks).hasSize(1);
      assertStatement(children(spans, tasks.get(0)));
    }
    assertThat(spans)
        .allMatch(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_UNSET);
  }

  private static void assertStatement(List<Span> statements) {
    assertThat(statements).hasSize(1);
    assertThat(statements.get(0).getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(text(statements.get(0).getAttributesList()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "db.system.name", "h2database",
                "db.query.summary", "SELECT orders",
                "db.query.text", "select id from orders where card = ?"));
  }

  private static void assertResource(OtlpReceiver receiver) {
    assertThat(receiver.resources())
        .isNotEmpty()
        .allSatisfy(
            resource ->
                assertThat(text(resource.getAttributesList()))
                    .containsEntry("service.name", "orders")
                    .containsKey("service.instance.id"));
    assertThat(receiver.teams()).isNotEmpty().containsOnly("payments");
  }

  private static void assertMetrics(Map<String, Metric> metrics) {
    assertThat(count(metrics, "http.server.request.duration", "http.route", "/orders/{id}"))
        .isEqualTo(REQUESTS);
    assertThat(count(metrics, "http.server.request.duration", "http.route", "/payments/{id}"))
        .isEqualTo(REQUESTS);
    assertThat(count(metrics, "db.client.operation.duration", "db.query.summary", "SELECT orders"))
        .isEqualTo(2 * REQUESTS);
    assertThat(count(metrics, "http.client.request.duration", "http.request.method", "POST"))
        .isEqualTo(REQUESTS);
    String pool = "db.client.connection.pool.name";
    assertThat(count(metrics, "db.client.connection.wait_time", pool, "orders-pool"))
        .isGreaterThanOrEqualTo(2 * REQUESTS);
    assertThat(count(metrics, "db.client.connection.use_time", pool, "orders-pool"))
        .isGreaterThanOrEqualTo(2 * REQUESTS);
    assertThat(metrics.get("http.server.request.duration").getUnit()).isEqualTo("s");
    assertThat(metrics.keySet())
        .as("nothing that docs/configuration.md does not list")
        .allMatch(name -> name.matches("(http\\.(server|client)|db\\.client|jvm|sonde)\\..+"));
    assertThat(metrics)
        .containsKeys(
            "jvm.memory.used",
            "jvm.thread.count",
            "jvm.cpu.time",
            "db.client.connection.count",
            "db.client.connection.max",
            "sonde.executor.queue.duration");
  }

  /** Neither is a call to the receiver a call of the service, nor a thread of ours a request. */
  private static void assertNothingOfTheAgentsOwn(
      OtlpReceiver receiver, WrittenRecording recording) {
    assertThat(recording.ofType(EventNames.HTTP_CALL))
        .isNotEmpty()
        .noneMatch(call -> call.getInt("port") == receiver.port());
    assertThat(receiver.spans()).noneMatch(span -> span.toString().contains("/v1/"));
  }

  private static long count(
      Map<String, Metric> metrics, String name, String attribute, String value) {
    assertThat(metrics).containsKey(name);
    return points(metrics.get(name)).stream()
        .filter(point -> value.equals(text(point.getAttributesList()).get(attribute)))
        .mapToLong(HistogramDataPoint::getCount)
        .sum();
  }

  private static List<HistogramDataPoint> points(Metric metric) {
    return metric.getHistogram().getDataPointsList();
  }

  private static List<Span> named(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).toList();
  }

  private static List<Span> children(List<Span> spans, Span parent) {
    return spans.stream()
        .filter(span -> span.getParentSpanId().equals(parent.getSpanId()))
        .filter(span -> span.getTraceId().equals(parent.getTraceId()))
        .toList();
  }

  private static boolean lies(Span inner, Span outer) {
    return inner.getStartTimeUnixNano() >= outer.getStartTimeUnixNano()
        && inner.getEndTimeUnixNano() <= outer.getEndTimeUnixNano();
  }
}
