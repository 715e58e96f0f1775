package io.sonde.agent.signal;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The real SDK, with spans kept in memory. */
final class ToldSpans implements SpanExporter {
  private final List<SpanData> spans = new ArrayList<>();
  private final RequestSignals signals;

  ToldSpans() {
    this(Sampler.parentBased(Sampler.alwaysOn()));
  }

  ToldSpans(Sampler sampler) {
    ChosenIds ids = new ChosenIds();
    TraceSampling sampling = new TraceSampling();
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setSampler(sampling.use(sampler))
            .addSpanProcessor(SimpleSpanProcessor.create(this))
            .build();
    SpanWriter writer = new SpanWriter(provider.get("test"), ids, sampling);
    Durations durations = new Durations(OpenTelemetry.noop().getMeter("test"));
    signals = new RequestSignals(writer, durations, "shop.jfr", true);
  }

  RequestSignals signals() {
    return signals;
  }

  List<SpanData> spans() {
    return spans;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> ended) {
    spans.addAll(ended);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
