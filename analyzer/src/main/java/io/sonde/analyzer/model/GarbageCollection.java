package io.sonde.analyzer.model;

/**
 * One collection.
 *
 * @param startNanos nanoseconds since the epoch
 * @param name collector as the JVM calls it: G1New, G1Old, ParallelOld, ZGC Major, …
 * @param cause why it ran, as the JVM says
 * @param durationNanos start to end, concurrent work included
 * @param pauseNanos sum of its stop-the-world pauses
 * @param longestPauseNanos longest of them
 */
public record GarbageCollection(
    int gcId,
    long startNanos,
    String name,
    String cause,
    long durationNanos,
    long pauseNanos,
    long longestPauseNanos) {

  public long endNanos() {
    return startNanos + durationNanos;
  }
}
