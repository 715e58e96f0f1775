package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.ThreadAllocation;
import java.util.Map;

/** The JVM, its machine, and what it uses of it. */
final class JvmSinks {
  private JvmSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put("jdk.JVMInformation", (chunk, type) -> event -> jvm(chunk, event));
    sinks.put(
        "jdk.CPUInformation",
        (chunk, type) -> event -> chunk.facts().jvm().cores((int) event.number("hwThreads")));
    sinks.put(
        "jdk.PhysicalMemory",
        (chunk, type) -> event -> chunk.facts().jvm().physicalMemory(event.number("totalSize")));
    sinks.put(
        "jdk.GCConfiguration",
        (chunk, type) ->
            event ->
                chunk
                    .facts()
                    .jvm()
                    .collectors(event.text("youngCollector"), event.text("oldCollector")));
    sinks.put(
        "jdk.GCHeapConfiguration",
        (chunk, type) -> event -> chunk.facts().jvm().maxHeap(event.number("maxSize")));
    sinks.put("jdk.ContainerConfiguration", (chunk, type) -> event -> container(chunk, event));
    sinks.put("jdk.CPULoad", (chunk, type) -> event -> cpuLoad(chunk, event));
    sinks.put("jdk.ThreadAllocationStatistics", (chunk, type) -> event -> allocated(chunk, event));
  }

  private static void jvm(ChunkFacts chunk, Event event) {
    JvmFacts jvm = chunk.facts().jvm();
    jvm.jvm(
        event.text("jvmName"),
        event.text("jvmVersion"),
        "",
        event.number("pid"),
        event.number("jvmStartTime"));
    jvm.arguments(event.text("jvmArguments"), event.text("javaArguments"));
    chunk.facts().secrets().commandLine(event.text("jvmArguments"), event.text("javaArguments"));
  }

  private static void container(ChunkFacts chunk, Event event) {
    long slice = event.number("cpuSlicePeriod");
    long quota = event.number("cpuQuota");
    double limit = slice > 0 && quota > 0 ? quota / (double) slice : 0;
    chunk.facts().jvm().container(event.number("memoryLimit"), limit);
    if (limit > 0) {
      chunk.builder().gauges().add(Gauge.QUOTA_PERIOD_LENGTH, event.startNanos(), slice);
    }
  }

  private static void cpuLoad(ChunkFacts chunk, Event event) {
    chunk
        .facts()
        .cpuLoad(
            chunk.isAsyncProfiler(),
            new CpuLoad(
                event.startNanos(),
                event.real("jvmUser"),
                event.real("jvmSystem"),
                event.real("machineTotal")));
  }

  private static void allocated(ChunkFacts chunk, Event event) {
    int thread = event.thread("thread");
    if (thread >= 0) {
      chunk
          .builder()
          .threadAllocation(
              new ThreadAllocation(event.startNanos(), thread, event.number("allocated")));
    }
  }
}
