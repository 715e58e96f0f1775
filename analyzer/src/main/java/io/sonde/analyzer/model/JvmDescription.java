package io.sonde.analyzer.model;

import java.util.List;

/**
 * The recorded JVM and its machine; empty strings and zeros stand for what was not recorded.
 *
 * @param arguments JVM arguments, secrets masked
 * @param startNanos start of the JVM, nanoseconds since the epoch
 * @param cores hardware threads that the JVM saw
 * @param maxHeapBytes upper limit of the heap
 * @param containerMemoryLimitBytes of the control group; 0 where there is none
 * @param containerCpuLimit processors that the control group's quota is worth; 0 where there is
 *     none
 * @param flags those that are not at their default, by name; empty where they were not recorded
 */
public record JvmDescription(
    String name,
    String version,
    String arguments,
    String mainClass,
    long pid,
    long startNanos,
    int cores,
    long physicalMemoryBytes,
    String youngCollector,
    String oldCollector,
    long maxHeapBytes,
    long containerMemoryLimitBytes,
    double containerCpuLimit,
    List<JvmFlag> flags) {

  public static final JvmDescription UNKNOWN =
      new JvmDescription("", "", "", "", 0, 0, 0, 0, "", "", 0, 0, 0, List.of());
}
