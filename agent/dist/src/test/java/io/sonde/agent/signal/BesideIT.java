package io.sonde.agent.signal;

import static io.sonde.agent.signal.OtlpReceiver.hex;
import static io.sonde.agent.signal.OtlpReceiver.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside OpenTelemetry's own agent, before and behind it on the command line. */
class BesideIT {
  private static final int REQUESTS = 20;
  private static final String SLO = "99%(GET /orders/*)<30s";

  @TempDir Path directory;

  /** Both orders on the running JDK; on the second the one in which ours starts last. */
  static Stream<Arguments> runs() {
    return SignalApp.javaHomes()
        .flatMap(home -> Stream.of(Arguments.of(home, false), Arguments.of(home, true)))
        .filter(
            run ->
                (Boolean) run.get()[1]
                    || SignalApp.javaHomes().limit(1).anyMatch(run.get()[0]::equals));
  }

  /** Also where we tell spans ourselves: each request is told once, by the one who began it. */
  @ParameterizedTest
  @MethodSource("runs")
  void requestsAreToldOnce_andOurOwnMetricsGoTheSameWay(Path javaHome, boolean otherFirst)
      throws Exception {
    String other = "-javaagent:" + System.getProperty("opentelemetry.jar");
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      SignalApp app = new SignalApp(javaHome, directory);
      WrittenRecording recording =
          app.beside(
              REQUESTS,
              other,
              otherFirst,
              "slo=" + SLO,
              "-Dotel.exporter.otlp.endpoint=" + receiver.url(),
              "-Dotel.exporter.otlp.protocol=http/protobuf",
              "-Dotel.metric.export.interval=500");
      recording.assertNothingSuppressed();
      List<Span> requests =
          receiver.spans().stream()
              .filter(span -> span.getKind() == Span.SpanKind.SPAN_KIND_SERVER)
              .filter(span -> text(span.getAttributesList()).toString().contains("/orders/"))
              .toList();
      assertThat(requests).hasSize(REQUESTS);
      List<RecordedEvent> recorded =
          recording.ofType(EventNames.REQUEST).stream()
              .filter(event -> event.getString("route").equals("GET /orders/{id}"))
              .toList();
      assertThat(recorded).hasSize(REQUESTS);
      assertThat(requests)
          .extracting(span -> hex(span.getTraceId()) + hex(span.getSpanId()))
          .isSubsetOf(
              recorded.stream()
                  .map(event -> event.getString("traceId") + event.getString("spanId"))
                  .toList());
      assertThat(receiver.scopes()).doesNotContain("io.sonde");
      assertThat(good(receiver)).isEqualTo(REQUESTS);
    }
  }

  private static long good(OtlpReceiver receiver) {
    assertThat(receiver.newestMetrics()).containsKeys("sonde.slo.requests", "sonde.slo.burn_rate");
    return receiver.newestMetrics().get("sonde.slo.requests").getSum().getDataPointsList().stream()
        .filter(point -> text(point.getAttributesList()).toString().contains("sonde.slo=" + SLO))
        .filter(
            point ->
                point.getAttributesList().stream()
                    .anyMatch(
                        each ->
                            each.getKey().equals("sonde.slo.good")
                                && each.getValue().getBoolValue()))
        .mapToLong(NumberDataPoint::getAsInt)
        .sum();
  }
}
