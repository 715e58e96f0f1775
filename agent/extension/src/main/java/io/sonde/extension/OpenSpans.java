package io.sonde.extension;

import io.opentelemetry.api.trace.SpanContext;
import io.sonde.bootstrap.ForeignSpan;
import java.util.concurrent.ConcurrentHashMap;

/** Spans that have begun and not ended, by their ids. */
final class OpenSpans {
  /** Spans that are never ended must not fill the heap; our choice. */
  private static final int MOST = 100_000;

  private final ConcurrentHashMap<String, ForeignSpan> byId = new ConcurrentHashMap<>();

  void add(SpanContext context, ForeignSpan span) {
    if (byId.size() < MOST) {
      byId.put(context.getSpanId(), span);
    }
  }

  /** Null where it has ended, is of another JVM, or is none. */
  ForeignSpan get(SpanContext context) {
    return context.isValid() ? byId.get(context.getSpanId()) : null;
  }

  ForeignSpan remove(SpanContext context) {
    return byId.remove(context.getSpanId());
  }
}
