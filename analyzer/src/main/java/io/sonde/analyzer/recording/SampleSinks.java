package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.SampleTable;
import java.util.Map;
import java.util.Set;

/** CPU, wall-clock, allocation and live-object samples. */
final class SampleSinks {
  /** async-profiler's default for CPU profiling. */
  private static final long PROFILER_CPU_NANOS = 10_000_000;

  /** async-profiler's events that count CPU time; others count cache misses, calls and so on. */
  private static final Set<String> CPU_EVENTS = Set.of("", "cpu", "itimer", "ctimer", "cpu-clock");

  /** The chunk's period, which may stand behind its samples. */
  private static final long WEIGHED_LATER = 0;

  private SampleSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(ChunkFacts.EXECUTION_SAMPLE, SampleSinks::execution);
    sinks.put("jdk.CPUTimeSample", SampleSinks::cpuTime);
    sinks.put(
        "jdk.CPUTimeSamplesLost",
        (chunk, type) -> event -> chunk.facts().lostCpuTimeSamples(event.number("lostSamples")));
    sinks.put(ChunkFacts.WALL_SAMPLE, SampleSinks::wall);
    sinks.put(
        "jdk.ObjectAllocationSample",
        (chunk, type) ->
            event -> allocation(chunk, SampleSource.JDK_ALLOC_SAMPLE, event, "weight"));
    sinks.put("jdk.ObjectAllocationInNewTLAB", (chunk, type) -> tlab(chunk, "tlabSize"));
    sinks.put("jdk.ObjectAllocationOutsideTLAB", (chunk, type) -> tlab(chunk, "allocationSize"));
    sinks.put("profiler.LiveObject", SampleSinks::live);
  }

  private static EventSink execution(ChunkFacts chunk, EventSink.EventLayout type) {
    return event -> {
      int thread = event.thread("sampledThread");
      if (!chunk.isAsyncProfiler()) {
        chunk.sample(SampleSource.JDK_EXECUTION, event, thread, WEIGHED_LATER, -1);
      } else if (chunk.executionSamplesAreWall()) {
        chunk.wall().add(event, thread, state(event), 1, 0);
      } else {
        profilerCpu(chunk, event, thread);
      }
    };
  }

  private static void profilerCpu(ChunkFacts chunk, Event event, int thread) {
    String engine = chunk.setting("jdk.ActiveRecording#event");
    if (!CPU_EVENTS.contains(engine)) {
      chunk.facts().otherProfilerEvent(engine);
      return;
    }
    long interval = chunk.number("jdk.ExecutionSample#interval");
    chunk.sample(
        SampleSource.PROFILER_CPU, event, thread, interval > 0 ? interval : PROFILER_CPU_NANOS, -1);
  }

  private static EventSink cpuTime(ChunkFacts chunk, EventSink.EventLayout type) {
    return event ->
        chunk.sample(
            SampleSource.JDK_CPU_TIME, event, event.thread(), event.number("samplingPeriod"), -1);
  }

  private static EventSink wall(ChunkFacts chunk, EventSink.EventLayout type) {
    return event -> {
      int thread = event.thread("sampledThread");
      long span = Math.max(0, event.number("timeSpan"));
      long samples = Math.max(1, event.number("samples"));
      chunk.wall().add(event, thread, state(event), samples, span);
    };
  }

  private static byte state(Event event) {
    return switch (event.text("state")) {
      case "STATE_SLEEPING" -> SampleTable.SLEEPING;
      case "STATE_RUNNABLE" -> SampleTable.RUNNABLE;
      default -> SampleTable.STATE_UNKNOWN;
    };
  }

  private static EventSink tlab(ChunkFacts chunk, String weightField) {
    SampleSource source =
        chunk.isAsyncProfiler() ? SampleSource.PROFILER_ALLOC : SampleSource.JDK_TLAB;
    return event -> {
      allocation(chunk, source, event, weightField);
      MemorySinks.largeAllocation(chunk, event);
    };
  }

  private static void allocation(
      ChunkFacts chunk, SampleSource source, Event event, String weightField) {
    chunk.sample(
        source, event, event.thread(), event.number(weightField), event.className("objectClass"));
  }

  /** A sampled object stands for the bytes allocated between two samples, at least its own size. */
  private static EventSink live(ChunkFacts chunk, EventSink.EventLayout type) {
    return event -> {
      long interval = chunk.number("jdk.ObjectAllocationInNewTLAB#alloc");
      long weight = Math.max(event.number("allocationSize"), interval);
      chunk.sample(
          SampleSource.PROFILER_LIVE,
          event,
          event.thread(),
          weight,
          event.className("objectClass"));
    };
  }
}
