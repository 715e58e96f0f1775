package io.sonde.agent.signal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes what is sent by OTLP, and decodes it with the official messages. */
final class OtlpReceiver implements AutoCloseable {
  private final ConcurrentLinkedQueue<ExportTraceServiceRequest> traces =
      new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<ExportMetricsServiceRequest> metrics =
      new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> headers = new ConcurrentLinkedQueue<>();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final HttpServer server;

  OtlpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", exchange -> take(exchange, this::traces));
    server.createContext("/v1/metrics", exchange -> take(exchange, this::metrics));
    server.setExecutor(executor);
    server.start();
  }

  private interface Decoder {
    void decode(byte[] body) throws InvalidProtocolBufferException;
  }

  private void traces(byte[] body) throws InvalidProtocolBufferException {
    traces.add(ExportTraceServiceRequest.parseFrom(body));
  }

  private void metrics(byte[] body) throws InvalidProtocolBufferException {
    metrics.add(ExportMetricsServiceRequest.parseFrom(body));
  }

  private void take(HttpExchange exchange, Decoder decoder) throws IOException {
    try (exchange) {
      decoder.decode(exchange.getRequestBody().readAllBytes());
      headers.add(String.valueOf(exchange.getRequestHeaders().getFirst("x-team")));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Of all exports, the header by this name; "null" where it was missing. */
  List<String> teams() {
    return List.copyOf(headers);
  }

  List<Span> spans() {
    return traces.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /** Names of the scopes that spans are of. */
  Set<String> scopes() {
    return traces.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .map(scope -> scope.getScope().getName())
        .collect(Collectors.toSet());
  }

  List<Resource> resources() {
    return traces.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .map(resource -> resource.getResource())
        .toList();
  }

  /** As often as they came. */
  Stream<Metric> metrics() {
    return metrics.stream()
        .flatMap(request -> request.getResourceMetricsList().stream())
        .flatMap(resource -> resource.getScopeMetricsList().stream())
        .flatMap(scope -> scope.getMetricsList().stream());
  }

  /** The newest of each name. */
  Map<String, Metric> newestMetrics() {
    return metrics()
        .collect(Collectors.toMap(Metric::getName, metric -> metric, (older, newer) -> newer));
  }

  static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  /** Attributes as text. */
  static Map<String, String> text(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, each -> text(each.getValue())));
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      default -> value.toString();
    };
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
