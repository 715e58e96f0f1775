package io.sonde.agent.signal;

import io.opentelemetry.sdk.trace.IdGenerator;

/**
 * Gives the SDK the ids that the recording has, so that a span found in a tracing tool leads to its
 * request there. For one thread, which names them before it starts a span.
 */
final class ChosenIds implements IdGenerator {
  private String traceId = "";
  private String spanId = "";

  /** Of the span that is started next. */
  void next(String trace, String span) {
    traceId = trace;
    spanId = span;
  }

  @Override
  public String generateTraceId() {
    return traceId;
  }

  @Override
  public String generateSpanId() {
    return spanId;
  }
}
