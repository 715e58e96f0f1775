package io.sonde.agent.signal;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.semconv.ErrorAttributes;
import io.sonde.bootstrap.LiveRequest;
import io.sonde.bootstrap.LiveSpan;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** Makes spans of what has ended, with the ids and times that it had. For one thread. */
final class SpanWriter {
  private static final HexFormat HEX = HexFormat.of();

  private final Tracer tracer;
  private final ChosenIds ids;
  private final TraceSampling sampling;
  private final NanoClock clock = new NanoClock();

  /** Written by one thread. */
  private volatile long made;

  SpanWriter(Tracer tracer, ChosenIds ids, TraceSampling sampling) {
    this.tracer = tracer;
    this.ids = ids;
    this.sampling = sampling;
  }

  /**
   * Makes the span of a request.
   *
   * @param name and {@code kind}, {@code attributes} of the span
   * @return where the spans of what was done for it lie
   */
  Context request(LiveRequest request, String name, SpanKind kind, Attributes attributes) {
    clock.keepUp();
    return write(request, request.traceId(), parent(request), name, kind, attributes);
  }

  /** Where the spans of what was done for a request lie whose own span was made before. */
  Context of(LiveRequest request) {
    clock.keepUp();
    return within(request.traceId(), request.id(), flags(isSampled(request)));
  }

  /**
   * Makes the span of what was done for a request.
   *
   * @param context of the request, as {@link #request} has returned it
   * @param direct whether it lies in that itself, and not in a task
   */
  Context child(
      Context context,
      LiveSpan child,
      boolean direct,
      String name,
      SpanKind kind,
      Attributes attributes) {
    SpanContext around = Span.fromContext(context).getSpanContext();
    Context parent =
        direct ? context : within(around.getTraceId(), child.parentId(), around.getTraceFlags());
    return write(child, around.getTraceId(), parent, name, kind, attributes);
  }

  /** Makes the span of what was done for no request: a trace of its own. */
  Context root(LiveSpan span, String name, SpanKind kind, Attributes attributes) {
    clock.keepUp();
    String traceId = HEX.toHexDigits(span.id()) + HEX.toHexDigits(span.startNanoTime() | 1);
    return write(span, traceId, Context.root(), name, kind, attributes);
  }

  /** Tells as the event of a span of its own that the recording was written. */
  void dump(long nanoTime, Attributes attributes) {
    clock.keepUp();
    long now = clock.epochNanos(nanoTime);
    ids.next(HEX.toHexDigits(now) + HEX.toHexDigits(nanoTime | 1), HEX.toHexDigits(nanoTime | 1));
    Span span =
        tracer
            .spanBuilder("sonde dump")
            .setNoParent()
            .setStartTimestamp(now, TimeUnit.NANOSECONDS)
            .startSpan();
    span.addEvent("sonde.dump", attributes, now, TimeUnit.NANOSECONDS);
    made += span.isRecording() ? 1 : 0;
    span.end(now, TimeUnit.NANOSECONDS);
  }

  /** Spans that are to be sent. */
  long made() {
    return made;
  }

  private Context parent(LiveRequest request) {
    if (request.parentId() != 0) {
      return within(request.traceId(), request.parentId(), flags(isSampled(request)));
    }
    if (request.callerId().isEmpty()) {
      return Context.root();
    }
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    request.traceId(),
                    request.callerId(),
                    flags(request.sampledByCaller()),
                    TraceState.getDefault())));
  }

  /** Foretold where the request is within another that has not ended yet. */
  private boolean isSampled(LiveRequest request) {
    return request.callerId().isEmpty()
        ? request.sampledByCaller() && sampling.keepsRoot(request.traceId())
        : request.sampledByCaller();
  }

  private static TraceFlags flags(boolean sampled) {
    return sampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
  }

  private static Context within(String traceId, long parentId, TraceFlags flags) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.create(
                    traceId, HEX.toHexDigits(parentId), flags, TraceState.getDefault())));
  }

  private Context write(
      LiveSpan told,
      String traceId,
      Context parent,
      String name,
      SpanKind kind,
      Attributes attributes) {
    ids.next(traceId, HEX.toHexDigits(told.id()));
    Span span =
        tracer
            .spanBuilder(name)
            .setParent(parent)
            .setSpanKind(kind)
            .setStartTimestamp(clock.epochNanos(told.startNanoTime()), TimeUnit.NANOSECONDS)
            .setAllAttributes(attributes)
            .startSpan();
    if (span.isRecording()) {
      made++;
      if (attributes.get(ErrorAttributes.ERROR_TYPE) != null) {
        span.setStatus(StatusCode.ERROR);
      }
    }
    span.end(clock.epochNanos(told.endNanoTime()), TimeUnit.NANOSECONDS);
    return Context.root().with(span);
  }
}
