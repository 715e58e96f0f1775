package io.sonde.analyzer.model;

/**
 * One stop-the-world pause of a collection.
 *
 * @param startNanos nanoseconds since the epoch
 * @param name phase as the JVM calls it
 */
public record GcPause(int gcId, long startNanos, long durationNanos, String name) {
  public long endNanos() {
    return startNanos + durationNanos;
  }
}
