package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import java.util.List;

/** What a thread is there for, from its name: the JVM names its own threads. */
public enum ThreadRole {
  APPLICATION,
  /** Threads of a collector. */
  COLLECTOR,
  /** Just-in-time compiler threads. */
  COMPILER,
  /** The JVM's other service threads, and those of recorders. */
  VIRTUAL_MACHINE;

  /** Names as HotSpot gives them (JDK 8 to 25); Linux cuts them off after 15 characters. */
  private static final List<String> COLLECTOR_NAMES =
      List.of(
          "GC Thread#",
          "GC task thread#",
          "ParGC Thread",
          "G1 ",
          "G1 Parallel Mark",
          "Gang worker#",
          "Concurrent Mark-Sweep",
          "ZWorker",
          "ZDriver",
          "ZDirector",
          "ZStat",
          "ZUnmapper",
          "ZUncommitter",
          "XWorker",
          "XDriver",
          "XDirector",
          "Shenandoah",
          "StringDedup");

  private static final List<String> COMPILER_NAMES =
      List.of("C1 CompilerThre", "C2 CompilerThre", "JVMCI", "Sweeper thread");

  private static final List<String> VIRTUAL_MACHINE_NAMES =
      List.of(
          "VM Thread",
          "VM Periodic Tas",
          "Signal Dispatch",
          "Service Thread",
          "Monitor Deflati",
          "Common-Cleaner",
          "Finalizer",
          "Reference Handl",
          "Notification Th",
          "Attach Listener",
          "JFR ",
          "Async-profiler",
          "sonde-",
          // Of OpenTelemetry's SDK, the agent's or an application's.
          "BatchSpanProces",
          "PeriodicMetricR",
          "prometheus-http");

  public static ThreadRole of(String threadName) {
    if (startsWithAny(threadName, COLLECTOR_NAMES)) {
      return COLLECTOR;
    }
    if (startsWithAny(threadName, COMPILER_NAMES)) {
      return COMPILER;
    }
    return startsWithAny(threadName, VIRTUAL_MACHINE_NAMES) ? VIRTUAL_MACHINE : APPLICATION;
  }

  /** The role of each thread of a recording, by its index. */
  static ThreadRole[] all(Recording recording) {
    return recording.threads().stream().map(thread -> of(thread.name())).toArray(ThreadRole[]::new);
  }

  private static boolean startsWithAny(String name, List<String> prefixes) {
    return prefixes.stream().anyMatch(name::startsWith);
  }
}
