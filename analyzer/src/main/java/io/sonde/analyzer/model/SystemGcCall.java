package io.sonde.analyzer.model;

/**
 * A call of System.gc() or of what stands behind it, as jdk.SystemGC writes it (JDK 17 and newer).
 *
 * @param startNanos nanoseconds since the epoch
 * @param durationNanos how long the caller waited; short when the collection was concurrent
 * @param stack node in {@link Recording#stacks()}
 */
public record SystemGcCall(long startNanos, long durationNanos, int stack) {
  SystemGcCall renumbered(Renumbering numbers) {
    return new SystemGcCall(startNanos, durationNanos, numbers.stack(stack));
  }

  public long endNanos() {
    return startNanos + durationNanos;
  }
}
