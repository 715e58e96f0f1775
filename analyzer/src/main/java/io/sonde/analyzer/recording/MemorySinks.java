package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.IncidentKind;
import java.util.Map;

/** Memory within and outside of the heap, large objects, and threads that begin and end. */
final class MemorySinks {
  /** Bytes: half of G1's smallest region, from which an object may be humongous. */
  private static final long LEAST_HUMONGOUS_BYTES = 512 * 1024;

  private MemorySinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put("jdk.MetaspaceSummary", (chunk, type) -> event -> metaspace(chunk, event));
    sinks.put(
        "jdk.G1HeapSummary",
        (chunk, type) -> event -> add(chunk, event, Gauge.HEAP_REGIONS, "numberOfRegions"));
    sinks.put(
        "jdk.ResidentSetSize",
        (chunk, type) -> event -> add(chunk, event, Gauge.RESIDENT_SET, "size"));
    sinks.put(
        "jdk.DirectBufferStatistics",
        (chunk, type) ->
            event -> {
              add(chunk, event, Gauge.DIRECT_BUFFERS, "memoryUsed");
              add(chunk, event, Gauge.DIRECT_BUFFER_COUNT, "count");
              add(chunk, event, Gauge.DIRECT_BUFFER_LIMIT, "maxCapacity");
            });
    sinks.put(
        "jdk.NativeMemoryUsage",
        (chunk, type) ->
            event ->
                chunk
                    .builder()
                    .gauges()
                    .add(
                        Gauge.NATIVE_MEMORY,
                        event.text("type"),
                        event.startNanos(),
                        event.number("committed")));
    sinks.put(
        "jdk.ThreadStart",
        (chunk, type) -> event -> thread(chunk, event, IncidentKind.THREAD_START));
    sinks.put(
        "jdk.ThreadEnd", (chunk, type) -> event -> thread(chunk, event, IncidentKind.THREAD_END));
  }

  private static void metaspace(ChunkFacts chunk, Event event) {
    if (event.text("when").equals("After GC")) {
      add(chunk, event, Gauge.METASPACE, "metaspace.used");
    }
  }

  private static void add(ChunkFacts chunk, Event event, Gauge gauge, String field) {
    chunk.builder().gauges().add(gauge, event.startNanos(), event.number(field));
  }

  private static void thread(ChunkFacts chunk, Event event, IncidentKind kind) {
    IncidentSinks.add(chunk, event, event.thread("thread"), kind, -1, 0);
  }

  /** An allocation that was sampled with the object's own size. */
  static void largeAllocation(ChunkFacts chunk, Event event) {
    long bytes = event.number("allocationSize");
    if (bytes >= LEAST_HUMONGOUS_BYTES) {
      IncidentSinks.add(
          chunk, event, IncidentKind.LARGE_ALLOCATION, event.className("objectClass"), bytes);
    }
  }
}
