package io.sonde.agent.signal;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;

/**
 * What the configured sampler says of a trace that begins here. A request within another ends
 * before that, so the other's decision has to be foretold.
 */
final class TraceSampling {
  private volatile Sampler sampler = Sampler.parentBased(Sampler.alwaysOn());

  /** That which OpenTelemetry's variables name. */
  Sampler use(Sampler configured) {
    sampler = configured;
    return configured;
  }

  boolean keepsRoot(String traceId) {
    return sampler
            .shouldSample(
                Context.root(), traceId, "", SpanKind.SERVER, Attributes.empty(), List.of())
            .getDecision()
        == SamplingDecision.RECORD_AND_SAMPLE;
  }
}
