package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Gauge;
import java.util.Map;

/** Readings of gauges. Counters that never fall are kept as they are read. */
final class GaugeSinks {
  private GaugeSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    put(sinks, "jdk.ExceptionStatistics", "throwables", Gauge.THROWABLES);
    put(sinks, "jdk.JavaThreadStatistics", "activeCount", Gauge.THREADS);
    sinks.put(
        "jdk.ClassLoadingStatistics",
        (chunk, type) ->
            event -> {
              add(chunk, event, Gauge.CLASSES_LOADED, event.number("loadedClassCount"));
              add(chunk, event, Gauge.CLASSES_UNLOADED, event.number("unloadedClassCount"));
            });
  }

  /** An event that is read into one gauge. */
  private static void put(
      Map<String, EventSink.Factory> sinks, String eventType, String field, Gauge gauge) {
    sinks.put(eventType, (chunk, type) -> event -> add(chunk, event, gauge, event.number(field)));
  }

  private static void add(ChunkFacts chunk, Event event, Gauge gauge, double value) {
    chunk.builder().gauges().add(gauge, event.startNanos(), value);
  }
}
