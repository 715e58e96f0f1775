package io.sonde.agent.signal;

import static io.sonde.agent.signal.OtlpReceiver.hex;
import static io.sonde.agent.signal.OtlpReceiver.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** As an extension of OpenTelemetry's agent: its spans are the recording's requests. */
class ExtensionIT {
  private static final int REQUESTS = 20;

  /** As OpenTelemetry's agent tells it: the path that the handler is bound to. */
  private static final String ORDERS = "GET /orders/";

  @TempDir Path directory;

  static Stream<Path> javaHomes() {
    return SignalApp.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void spans_areRequestsStatementsAndCalls_eachOnce(Path javaHome) throws Exception {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      SignalApp app = new SignalApp(javaHome, directory);
      WrittenRecording recording =
          app.within(
              REQUESTS,
              "-javaagent:" + System.getProperty("opentelemetry.jar"),
              "-Dotel.javaagent.extensions=" + System.getProperty("sonde.extension.jar"),
              "-Dotel.exporter.otlp.endpoint=" + receiver.url(),
              "-Dotel.exporter.otlp.protocol=http/protobuf",
              "-Dotel.metrics.exporter=none",
              "-Dotel.logs.exporter=none");
      recording.assertClean();
      assertThat(app.stderr()).doesNotContain("suppressed", "VerifyError");
      assertSpans(receiver.spans(), requests(recording, ORDERS));
      assertRequests(recording);
      assertThat(requests(recording, "POST /payments/")).hasSize(REQUESTS);
      assertThat(recording.events().toString()).doesNotContain("sesame");
    }
  }

  /** Somebody names both: the probes of the first are there, so the other keeps out. */
  @Test
  void besideOurAgent_theExtensionSaysSo_andDoesNothing() throws Exception {
    SignalApp app = new SignalApp(javaHomes().findFirst().orElseThrow(), directory);
    WrittenRecording recording =
        app.beside(
            REQUESTS,
            "-javaagent:" + System.getProperty("opentelemetry.jar"),
            false,
            "slow-call=1s",
            "-Dotel.javaagent.extensions=" + System.getProperty("sonde.extension.jar"),
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none");
    recording.assertNothingSuppressed();
    assertThat(app.stderr())
        .containsOnlyOnce(
            "[sonde] the agent runs already, with probes of its own; the extension does nothing.");
    assertThat(requests(recording, "GET /orders/{id}")).hasSize(REQUESTS);
    assertThat(recording.ofType(EventNames.REQUEST)).hasSize(2 * REQUESTS);
  }

  /** The same ids in the recording and at the receiver. */
  private static void assertSpans(List<Span> spans, List<RecordedEvent> requests) {
    assertThat(requests).hasSize(REQUESTS);
    assertThat(spans)
        .filteredOn(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
        .filteredOn(span -> text(span.getAttributesList()).toString().contains("/orders/"))
        .extracting(span -> hex(span.getTraceId()) + hex(span.getSpanId()))
        .containsExactlyInAnyOrderElementsOf(
            requests.stream()
                .map(request -> request.getString("traceId") + request.getString("spanId"))
                .toList());
  }

  private static void assertRequests(WrittenRecording recording) {
    assertThat(requests(recording, ORDERS))
        .allSatisfy(
            request -> {
              assertThat(request.getInt("status")).isEqualTo(200);
              assertThat(request.getLong("cpuNanos")).isPositive();
              assertThat(request.getLong("sqlCount")).isEqualTo(2);
              assertThat(request.getLong("httpCount")).isEqualTo(1);
              assertThat(request.getLong("connectionNanos"))
                  .as("of our own probes: the other agent does not tell")
                  .isPositive();
              assertThat(details(recording, EventNames.SQL_STATEMENT, request))
                  .hasSize(2)
                  .allMatch(
                      statement ->
                          statement
                              .getString("text")
                              .equals("select id from orders where card = ?"));
              assertThat(details(recording, EventNames.HTTP_CALL, request))
                  .hasSize(1)
                  .allMatch(call -> call.getString("route").equals("/payments/{id}"))
                  .allMatch(call -> call.getInt("status") == 201)
                  .noneMatch(call -> call.getBoolean("asynchronous"));
              assertThat(details(recording, EventNames.TASK, request))
                  .as("its thread hop")
                  .hasSize(1);
            });
    assertThat(recording.ofType(EventNames.SQL_STATEMENT)).hasSize(2 * REQUESTS + 1);
  }

  private static List<RecordedEvent> requests(WrittenRecording recording, String route) {
    return recording.ofType(EventNames.REQUEST).stream()
        .filter(event -> event.getString("route").equals(route))
        .toList();
  }

  private static List<RecordedEvent> details(
      WrittenRecording recording, String type, RecordedEvent request) {
    return recording.ofType(type).stream()
        .filter(event -> event.getLong("requestId") == request.getLong("requestId"))
        .toList();
  }
}
