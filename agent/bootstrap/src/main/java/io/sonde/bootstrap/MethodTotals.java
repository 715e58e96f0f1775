package io.sonde.bootstrap;

/**
 * Calls of one method and stride, over all threads since timing began; the maximum is a period's.
 */
public final class MethodTotals {
  final long[][] octaves = new long[LatencyBuckets.OCTAVES][];
  long count;
  long totalNanos;
  private long maxNanos;

  void add(ThreadCell cell, int period) {
    count += cell.count;
    totalNanos += cell.totalNanos;
    LatencyBuckets.add(cell.octaves, octaves);
    seeMax(cell.maxOf(period));
  }

  void add(MethodTotals other) {
    count += other.count;
    totalNanos += other.totalNanos;
    LatencyBuckets.add(other.octaves, octaves);
    seeMax(other.maxNanos);
  }

  void addBucket(int octave, int bucket, long calls) {
    if (octaves[octave] == null) {
      octaves[octave] = new long[LatencyBuckets.SUB_BUCKETS];
    }
    octaves[octave][bucket] += calls;
  }

  void seeMax(long nanos) {
    maxNanos = Math.max(maxNanos, nanos);
  }

  void forgetMax() {
    maxNanos = 0;
  }

  public long count() {
    return count;
  }

  public long totalNanos() {
    return totalNanos;
  }

  /** The longest call that ended in the period just read; 0 if none was timed. */
  public long maxNanos() {
    return maxNanos;
  }

  /** Timed calls in one bucket of {@link LatencyBuckets}. */
  public long calls(int octave, int bucket) {
    return octaves[octave] == null ? 0 : octaves[octave][bucket];
  }
}
