package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.IncidentKind;
import java.util.Map;

/** CPU quota, compiled code, and its end. */
final class MachineSinks {
  private static final int NONE = -1;

  private MachineSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put("jdk.ContainerCPUThrottling", (chunk, type) -> event -> throttling(chunk, event));
    sinks.put("jdk.CodeCacheStatistics", (chunk, type) -> event -> codeCache(chunk, event));
    sinks.put(
        "jdk.CodeCacheFull",
        (chunk, type) ->
            event ->
                IncidentSinks.add(
                    chunk,
                    event,
                    IncidentKind.CODE_CACHE_FULL,
                    subject(chunk, event.text("codeBlobType")),
                    event.number("codeCacheMaxCapacity")));
    sinks.put(
        "jdk.Deoptimization",
        (chunk, type) ->
            event ->
                IncidentSinks.add(
                    chunk,
                    event,
                    IncidentKind.DEOPTIMIZATION,
                    subject(chunk, event.text("reason") + " (" + event.text("action") + ")"),
                    event.number("compileId")));
  }

  private static int subject(ChunkFacts chunk, String words) {
    return words.isEmpty() ? NONE : chunk.builder().className(words);
  }

  private static void throttling(ChunkFacts chunk, Event event) {
    add(chunk, event, Gauge.QUOTA_PERIODS, event.number("cpuElapsedSlices"));
    add(chunk, event, Gauge.THROTTLED_PERIODS, event.number("cpuThrottledSlices"));
    add(chunk, event, Gauge.THROTTLED_TIME, event.number("cpuThrottledTime"));
  }

  private static void add(ChunkFacts chunk, Event event, Gauge gauge, double value) {
    if (value >= 0) {
      chunk.builder().gauges().add(gauge, event.startNanos(), value);
    }
  }

  private static void codeCache(ChunkFacts chunk, Event event) {
    String heap = event.text("codeBlobType");
    long reserved = event.number("reservedTopAddress") - event.number("startAddress");
    if (reserved <= 0) {
      return;
    }
    long time = event.startNanos();
    chunk.builder().gauges().add(Gauge.CODE_CACHE_RESERVED, heap, time, reserved);
    chunk
        .builder()
        .gauges()
        .add(Gauge.CODE_CACHE_FREE, heap, time, event.number("unallocatedCapacity"));
    chunk.builder().gauges().add(Gauge.CODE_CACHE_METHODS, heap, time, event.number("methodCount"));
  }
}
