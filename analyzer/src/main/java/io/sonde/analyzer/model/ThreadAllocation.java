package io.sonde.analyzer.model;

/**
 * Bytes that a thread has allocated since it started (jdk.ThreadAllocationStatistics).
 *
 * @param timeNanos nanoseconds since the epoch
 * @param thread index into {@link Recording#threads()}
 * @param allocatedBytes cumulative: rates take differences
 */
public record ThreadAllocation(long timeNanos, int thread, long allocatedBytes) {
  ThreadAllocation renumbered(Renumbering numbers) {
    return new ThreadAllocation(timeNanos, numbers.thread(thread), allocatedBytes);
  }
}
