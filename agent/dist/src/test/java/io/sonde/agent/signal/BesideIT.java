package io.sonde.agent.signal;

import static io.sonde.agent.signal.OtlpReceiver.hex;
import static io.sonde.agent.signal.OtlpReceiver.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Beside OpenTelemetry's own agent, before and behind it on the command line, and beside an SDK.
 */
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
      assertThat(good(receiver, SLO)).isEqualTo(REQUESTS);
      assertThat(recording.ofType(EventNames.OBJECTIVE))
          .as("in the recording, too")
          .isNotEmpty()
          .allMatch(event -> event.getString("objective").equals(SLO));
      assertThat(sum(recording, "good")).isEqualTo(REQUESTS);
      assertThat(sum(recording, "total")).isEqualTo(REQUESTS);
    }
  }

  private static long sum(WrittenRecording recording, String field) {
    return recording.ofType(EventNames.OBJECTIVE).stream()
        .mapToLong(event -> event.getLong(field))
        .sum();
  }

  /** No other agent, but an SDK that the application itself has set up. */
  @Test
  void besideAnSdkOfTheApplication_requestsHaveItsIds_andOurMetricsGoThroughIt() throws Exception {
    String slo = "99%(com.acme.ownsdk.Main.order)<30s";
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Path file = directory.resolve("own.jfr");
      String jars = SignalApp.jars("opentelemetry-.*|zipkin.*|prometheus-.*");
      Path classes = Compiler.compile("ownsdk", directory.resolve("classes"), "-cp", jars);
      List<String> arguments =
          List.of(
              "-javaagent:"
                  + System.getProperty("sonde.agent.jar")
                  + "=entry=com.acme.ownsdk.Main#order,slo="
                  + slo
                  + ",file="
                  + file,
              "-Dotel.exporter.otlp.endpoint=" + receiver.url(),
              "-Dotel.exporter.otlp.protocol=http/protobuf",
              "-Dotel.logs.exporter=none",
              "-cp",
              classes + File.pathSeparator + jars,
              "com.acme.ownsdk.Main",
              Integer.toString(REQUESTS));
      Path javaHome = JvmProcess.javaHomes().findFirst().orElseThrow();
      try (JvmProcess jvm = JvmProcess.start(javaHome, directory, arguments)) {
        assertThat(jvm.awaitExit()).as(jvm.stderr()).isZero();
        assertThat(jvm.stderr()).doesNotContain("suppressed", "not told by");
      }
      WrittenRecording recording = WrittenRecording.read(file);
      recording.assertClean();
      List<RecordedEvent> requests = recording.ofType(EventNames.REQUEST);
      assertThat(requests).hasSize(REQUESTS);
      assertThat(receiver.spans())
          .extracting(span -> hex(span.getTraceId()) + hex(span.getSpanId()))
          .containsExactlyInAnyOrderElementsOf(
              requests.stream()
                  .map(event -> event.getString("traceId") + event.getString("spanId"))
                  .toList());
      assertThat(receiver.scopes()).containsExactly("orders");
      assertThat(good(receiver, slo)).isEqualTo(REQUESTS);
    }
  }

  private static long good(OtlpReceiver receiver, String slo) {
    assertThat(receiver.newestMetrics()).containsKeys("sonde.slo.requests", "sonde.slo.burn_rate");
    return receiver.newestMetrics().get("sonde.slo.requests").getSum().getDataPointsList().stream()
        .filter(point -> text(point.getAttributesList()).toString().contains("sonde.slo=" + slo))
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
