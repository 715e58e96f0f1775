package io.sonde.agent.signal;

import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.instrumentation.runtimetelemetry.RuntimeTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.sonde.agent.config.AgentVersion;
import io.sonde.agent.config.SignalConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * OpenTelemetry's SDK in the agent's loader, configured by our keys, and by OpenTelemetry's own
 * variables in all that these leave open.
 */
final class SignalSdk implements AutoCloseable {
  /** Spans of one export, and that wait for theirs, for each back end. */
  static final int BATCH = 2_048;

  static final int QUEUE = 4 * BATCH;

  private final OpenTelemetrySdk sdk;
  private final RuntimeTelemetry jvm;
  private final List<BatchCallback> observed;
  private final RequestSignals requests;
  private final TraceSampling sampling;
  private final int backEnds;
  private final LongAdder sent;
  private final LongAdder failed;

  private SignalSdk(
      OpenTelemetrySdk sdk,
      RuntimeTelemetry jvm,
      List<BatchCallback> observed,
      RequestSignals requests,
      TraceSampling sampling,
      int backEnds,
      LongAdder sent,
      LongAdder failed) {
    this.sdk = sdk;
    this.jvm = jvm;
    this.observed = observed;
    this.requests = requests;
    this.sampling = sampling;
    this.backEnds = backEnds;
    this.sent = sent;
    this.failed = failed;
  }

  /** Throws what the SDK throws where it cannot be configured so, or an address is taken. */
  static SignalSdk start(SignalConfig config, String recording) {
    ChosenIds ids = new ChosenIds();
    TraceSampling sampling = new TraceSampling();
    LongAdder sent = new LongAdder();
    LongAdder failed = new LongAdder();
    OpenTelemetrySdk sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .setServiceClassLoader(SignalSdk.class.getClassLoader())
            .addPropertiesSupplier(SignalSdk::defaults)
            .addPropertiesCustomizer(given -> overrides(config))
            .addTracerProviderCustomizer((builder, given) -> builder.setIdGenerator(ids))
            .addMeterProviderCustomizer((builder, given) -> withoutTheSdksOwn(builder))
            .addSamplerCustomizer((sampler, given) -> sampling.use(sampler))
            .addSpanExporterCustomizer(
                (exporter, given) -> new CountedExporter(exporter, sent, failed))
            .build()
            .getOpenTelemetrySdk();
    Meter meter = sdk.getMeterProvider().meterBuilder(Names.SCOPE).build();
    SpanWriter spans =
        new SpanWriter(
            sdk.getTracerProvider()
                .tracerBuilder(Names.SCOPE)
                .setInstrumentationVersion(AgentVersion.get())
                .build(),
            ids,
            sampling);
    return new SignalSdk(
        sdk,
        RuntimeTelemetry.create(sdk),
        List.of(PoolMetrics.register(meter), ObjectiveMetrics.register(meter)),
        new RequestSignals(spans, new Durations(meter), recording, config.tellsSpans()),
        sampling,
        (config.otlp().isEmpty() ? 0 : 1) + (config.zipkin().isEmpty() ? 0 : 1),
        sent,
        failed);
  }

  /** Its queues and exports are counted by us, and nobody has asked for them. */
  private static SdkMeterProviderBuilder withoutTheSdksOwn(SdkMeterProviderBuilder builder) {
    for (String name : List.of("queueSize", "processedSpans", "otlp.exporter.*", "zipkin.*")) {
      builder.registerView(
          InstrumentSelector.builder().setName(name).build(),
          View.builder().setAggregation(Aggregation.drop()).build());
    }
    return builder;
  }

  /** What OpenTelemetry's variables may change. */
  private static Map<String, String> defaults() {
    return Map.of(
        "otel.service.name",
        ServiceName.of(System.getProperty("sun.java.command", ""), System.getenv()),
        "otel.exporter.otlp.protocol",
        "http/protobuf",
        // Four times the SDK's own: half of what an export costs is the JDK's client, whatever it
        // sends.
        "otel.bsp.max.export.batch.size",
        Integer.toString(BATCH),
        "otel.bsp.max.queue.size",
        Integer.toString(QUEUE));
  }

  /** What our own keys say. */
  private static Map<String, String> overrides(SignalConfig config) {
    StringJoiner traces = new StringJoiner(",").setEmptyValue("none");
    StringJoiner metrics = new StringJoiner(",").setEmptyValue("none");
    Map<String, String> properties = new HashMap<>();
    if (!config.otlp().isEmpty()) {
      traces.add("otlp");
      metrics.add("otlp");
      if (!config.otlp().equals("on")) {
        properties.put("otel.exporter.otlp.endpoint", config.otlp());
      }
    }
    if (!config.zipkin().isEmpty()) {
      traces.add(ZipkinProvider.NAME);
      properties.put(ZipkinProvider.ENDPOINT, config.zipkin());
    }
    if (!config.prometheus().isEmpty()) {
      metrics.add("prometheus");
      properties.put("otel.exporter.prometheus.host", config.prometheusHost());
      properties.put("otel.exporter.prometheus.port", Integer.toString(config.prometheusPort()));
    }
    properties.put("otel.traces.exporter", traces.toString());
    properties.put("otel.metrics.exporter", metrics.toString());
    properties.put("otel.logs.exporter", "none");
    // An application's own SDK may need what we have no part for: we carry traces on ourselves.
    properties.put("otel.propagators", "none");
    return properties;
  }

  RequestSignals requests() {
    return requests;
  }

  TraceSampling sampling() {
    return sampling;
  }

  SpanCounts spans() {
    return new SpanCounts(requests.made(), backEnds, sent.sum(), failed.sum());
  }

  /**
   * Sends what is left, for so long at most. To shut metrics down waits for ten seconds where
   * nobody takes them, so a thread of its own does that.
   */
  void end(long graceMillis) {
    CompletableResultCode.ofAll(
            List.of(sdk.getSdkTracerProvider().shutdown(), sdk.getSdkMeterProvider().forceFlush()))
        .join(graceMillis, TimeUnit.MILLISECONDS);
    Thread closing = new Thread(sdk.getSdkMeterProvider()::shutdown, "sonde-signals-close");
    closing.setDaemon(true);
    closing.start();
  }

  @Override
  public void close() {
    observed.forEach(BatchCallback::close);
    jvm.close();
  }
}
