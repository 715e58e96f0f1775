package io.sonde.agent.signal;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.List;

/**
 * How long things took, in seconds, and how often a recording was written; the span of what took
 * long is an exemplar of its bucket.
 */
final class Durations {
  /** Bounds that the semantic conventions advise for HTTP, in seconds. */
  private static final List<Double> HTTP =
      List.of(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  /** Bounds that they advise for databases. */
  private static final List<Double> DATABASE =
      List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0);

  private final DoubleHistogram requests;
  private final DoubleHistogram entries;
  private final DoubleHistogram statements;
  private final DoubleHistogram httpCalls;
  private final DoubleHistogram connectionWaits;
  private final DoubleHistogram connectionUses;
  private final DoubleHistogram queues;
  private final LongCounter dumps;

  Durations(Meter meter) {
    requests =
        histogram(meter, "http.server.request.duration", "Duration of HTTP server requests.", HTTP);
    entries =
        histogram(
            meter,
            "sonde.entry.duration",
            "Duration of scheduled work, messages and entry points.",
            HTTP);
    statements =
        histogram(
            meter,
            "db.client.operation.duration",
            "Duration of database client operations.",
            DATABASE);
    httpCalls =
        histogram(meter, "http.client.request.duration", "Duration of HTTP client requests.", HTTP);
    connectionWaits =
        histogram(
            meter,
            "db.client.connection.wait_time",
            "The time it took to obtain an open connection from the pool.",
            DATABASE);
    connectionUses =
        histogram(
            meter,
            "db.client.connection.use_time",
            "The time between borrowing a connection and returning it to the pool.",
            DATABASE);
    queues =
        histogram(
            meter,
            "sonde.executor.queue.duration",
            "Time that tasks of requests waited for a thread.",
            DATABASE);
    dumps = dumps(meter);
  }

  static LongCounter dumps(Meter meter) {
    return meter
        .counterBuilder("sonde.dumps")
        .setUnit("{dump}")
        .setDescription("Recordings written because a condition of dump-when held.")
        .build();
  }

  private static DoubleHistogram histogram(
      Meter meter, String name, String description, List<Double> bounds) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(bounds)
        .build();
  }

  void request(double seconds, boolean http, Attributes attributes, Context span) {
    (http ? requests : entries).record(seconds, attributes, span);
  }

  void statement(double seconds, Attributes attributes, Context span) {
    statements.record(seconds, attributes, span);
  }

  void httpCall(double seconds, Attributes attributes, Context span) {
    httpCalls.record(seconds, attributes, span);
  }

  void queue(double seconds, Attributes attributes, Context span) {
    queues.record(seconds, attributes, span);
  }

  void connectionWait(double seconds, Attributes pool) {
    connectionWaits.record(seconds, pool, Context.root());
  }

  void dumped(Attributes why) {
    dumps.add(1, why, Context.root());
  }

  void connectionUse(double seconds, Attributes pool) {
    connectionUses.record(seconds, pool, Context.root());
  }
}
