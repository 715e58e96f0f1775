package io.sonde.agent.signal;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import io.sonde.bootstrap.LiveHttpCall;
import io.sonde.bootstrap.LiveRequest;
import io.sonde.bootstrap.LiveSpan;
import io.sonde.bootstrap.LiveStatement;
import io.sonde.bootstrap.LiveTask;
import io.sonde.bootstrap.Requests;
import org.jspecify.annotations.Nullable;

/** Spans and durations of requests and of what was done for them. For one thread. */
final class RequestSignals {
  private static final double NANOS_PER_SECOND = 1e9;

  private final SpanWriter spans;
  private final Durations durations;
  private final SignalAttributes attributes = new SignalAttributes();
  private final String recording;
  private final boolean tellsSpans;

  /**
   * @param recording name of the file
   * @param tellsSpans false where nobody takes spans
   */
  RequestSignals(SpanWriter spans, Durations durations, String recording, boolean tellsSpans) {
    this.spans = spans;
    this.durations = durations;
    this.recording = recording;
    this.tellsSpans = tellsSpans;
  }

  void tell(LiveRequest request) {
    boolean http = request.kind().equals(Requests.HTTP);
    Attributes measured = attributes.of(request);
    Context context =
        tellsSpans
            ? spans.request(
                request,
                request.route(),
                kind(request.kind()),
                spanAttributes(request, measured, http))
            : Context.root();
    durations.request(seconds(request), http, measured, context);
    for (LiveSpan child : request.children()) {
      tell(child, context, child.parentId() == request.id());
    }
  }

  /** Tells what ended after its request. */
  void tell(SignalQueue.Late late) {
    boolean direct = late.done().parentId() == late.request().id();
    tell(late.done(), tellsSpans ? spans.of(late.request()) : Context.root(), direct);
  }

  /** Tells what was done for no request. */
  void tell(LiveSpan call) {
    tell(call, null, false);
  }

  void tell(SignalQueue.Connection connection) {
    Attributes pool = Attributes.of(Names.POOL, connection.pool());
    double seconds = connection.nanos() / NANOS_PER_SECOND;
    if (connection.used()) {
      durations.connectionUse(seconds, pool);
    } else {
      durations.connectionWait(seconds, pool);
    }
  }

  /**
   * A span of no length, so that whoever looks at traces sees when and why there is a recording.
   */
  void tell(SignalQueue.Dump dump) {
    durations.dumped(Attributes.of(Names.CONDITION, dump.condition()));
    if (tellsSpans) {
      spans.dump(
          dump.nanoTime(),
          Attributes.of(
              Names.RECORDING,
              recording,
              Names.CONDITION,
              dump.condition(),
              Names.MEASURED,
              dump.measured(),
              Names.MEASURED_UNIT,
              dump.unit()));
    }
  }

  /** Spans that are to be sent. */
  long made() {
    return spans.made();
  }

  /**
   * @param around the request, or null
   * @param direct whether the child lies in that itself, and not in a task
   */
  private void tell(LiveSpan child, @Nullable Context around, boolean direct) {
    if (child instanceof LiveStatement statement) {
      DescribedStatement described = attributes.of(statement);
      Context context =
          write(child, around, direct, described.summary(), SpanKind.CLIENT, described.ofSpan());
      durations.statement(seconds(child), described.ofMetric(), context);
    } else if (child instanceof LiveHttpCall call) {
      Attributes ofSpan = attributes.ofSpan(call);
      Context context =
          write(child, around, direct, attributes.name(call), SpanKind.CLIENT, ofSpan);
      durations.httpCall(seconds(child), attributes.of(call), context);
    } else if (child instanceof LiveTask task) {
      Attributes ofSpan = attributes.ofSpan(task);
      Context context =
          write(child, around, direct, "task " + task.executor(), SpanKind.INTERNAL, ofSpan);
      if (task.queuedNanos() >= 0) {
        durations.queue(
            task.queuedNanos() / NANOS_PER_SECOND,
            Attributes.of(Names.EXECUTOR, task.executor()),
            context);
      }
    }
  }

  private Context write(
      LiveSpan child,
      @Nullable Context around,
      boolean direct,
      String name,
      SpanKind kind,
      Attributes ofSpan) {
    if (!tellsSpans) {
      return Context.root();
    }
    if (around == null) {
      return spans.root(child, name, kind, ofSpan);
    }
    return Span.fromContext(around).getSpanContext().isSampled()
        ? spans.child(around, child, direct, name, kind, ofSpan)
        : Context.root();
  }

  private Attributes spanAttributes(LiveRequest request, Attributes measured, boolean http) {
    AttributesBuilder all = measured.toBuilder().put(Names.RECORDING, recording);
    if (http) {
      String route = measured.get(HttpAttributes.HTTP_ROUTE);
      all.put(UrlAttributes.URL_PATH, route);
    }
    if (request.cpuNanos() >= 0) {
      all.put(Names.CPU_TIME, request.cpuNanos() / NANOS_PER_SECOND);
    }
    if (request.allocatedBytes() >= 0) {
      all.put(Names.ALLOCATED, request.allocatedBytes());
    }
    if (request.droppedChildren() > 0) {
      all.put(Names.DROPPED_SPANS, (long) request.droppedChildren());
    }
    return all.build();
  }

  private static SpanKind kind(String ofRequest) {
    return switch (ofRequest) {
      case Requests.HTTP -> SpanKind.SERVER;
      case Requests.MESSAGE -> SpanKind.CONSUMER;
      default -> SpanKind.INTERNAL;
    };
  }

  private static double seconds(LiveSpan span) {
    return (span.endNanoTime() - span.startNanoTime()) / NANOS_PER_SECOND;
  }
}
