package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.SampleKind;

/**
 * Who measured what. Of the sources of one kind that recorded at the same time, only the first is
 * used: two measure the same time or bytes, and their sum would be wrong.
 */
enum SampleSource {
  /** Also sees native and virtual machine code, and threads outside Java. */
  PROFILER_CPU(SampleKind.CPU, "async-profiler's CPU samples"),
  /** JDK 25: one sample per CPU time spent. */
  JDK_CPU_TIME(SampleKind.CPU, "jdk.CPUTimeSample"),
  /** Java code only, at most a few threads at a time. */
  JDK_EXECUTION(SampleKind.CPU, "jdk.ExecutionSample"),
  PROFILER_WALL(SampleKind.WALL, "async-profiler's wall-clock samples"),
  PROFILER_ALLOC(SampleKind.ALLOC, "async-profiler's allocation samples"),
  JDK_ALLOC_SAMPLE(SampleKind.ALLOC, "jdk.ObjectAllocationSample"),
  JDK_TLAB(SampleKind.ALLOC, "jdk.ObjectAllocationInNewTLAB and OutsideTLAB"),
  /** Exact above its threshold. */
  JDK_LOCK(SampleKind.LOCK, "JFR's monitor and park events"),
  PROFILER_LOCK(SampleKind.LOCK, "async-profiler's lock events"),
  PROFILER_LIVE(SampleKind.LIVE, "profiler.LiveObject");

  private final SampleKind kind;
  private final String label;

  SampleSource(SampleKind kind, String label) {
    this.kind = kind;
    this.label = label;
  }

  SampleKind kind() {
    return kind;
  }

  String label() {
    return label;
  }
}
