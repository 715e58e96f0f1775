package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.Gauges;
import io.sonde.events.EventNames;
import java.util.Map;

/** What executors were like: a gauge's label is the executor's name, with its class. */
final class ExecutorSinks {
  private ExecutorSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(EventNames.EXECUTOR_STATE, (chunk, type) -> event -> state(chunk, event));
  }

  private static void state(ChunkFacts chunk, Event event) {
    Gauges.Builder gauges = chunk.builder().gauges();
    String label = label(event.text("executor"), event.text("executorClass"));
    long time = event.startNanos();
    gauges.add(Gauge.EXECUTOR_ACTIVE, label, time, event.number("active"));
    gauges.add(Gauge.EXECUTOR_LIMIT, label, time, event.number("limit"));
    gauges.add(Gauge.EXECUTOR_QUEUED, label, time, event.number("queued"));
  }

  /** Those without a name of their own are called by their class already. */
  private static String label(String name, String className) {
    return name.startsWith(className) ? name : name + " (" + className + ")";
  }
}
