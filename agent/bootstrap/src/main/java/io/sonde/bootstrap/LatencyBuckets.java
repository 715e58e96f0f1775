package io.sonde.bootstrap;

/**
 * A log-linear scale of nanoseconds: 16 buckets to an octave, so that a bucket is at most 6.25 %
 * wide and its middle at most 3.2 % off. Values below 16 ns are exact. The same idea as
 * HdrHistogram's, with octaves allocated when first used.
 */
public final class LatencyBuckets {
  private static final int SUB_BITS = 4;

  /** Buckets in one octave. */
  public static final int SUB_BUCKETS = 1 << SUB_BITS;

  /** Octave 0 holds 0 to 15 ns; the last one ends at Long.MAX_VALUE. */
  public static final int OCTAVES = Long.SIZE - SUB_BITS;

  private LatencyBuckets() {}

  static int octave(long nanos) {
    return Math.max(0, Long.SIZE - SUB_BITS - Long.numberOfLeadingZeros(nanos));
  }

  static int bucket(long nanos, int octave) {
    return (int) (nanos >>> Math.max(0, octave - 1)) & (SUB_BUCKETS - 1);
  }

  /** The middle of a bucket, in nanoseconds. */
  public static long middle(int octave, int bucket) {
    if (octave == 0) {
      return bucket;
    }
    int shift = octave - 1;
    return ((long) (SUB_BUCKETS + bucket) << shift) + ((1L << shift) >>> 1);
  }

  /** Adds {@code from} to {@code to}, allocating what is needed there. */
  static void add(long[][] from, long[][] to) {
    for (int octave = 0; octave < OCTAVES; octave++) {
      long[] source = from[octave];
      if (source != null) {
        if (to[octave] == null) {
          to[octave] = new long[SUB_BUCKETS];
        }
        for (int bucket = 0; bucket < SUB_BUCKETS; bucket++) {
          to[octave][bucket] += source[bucket];
        }
      }
    }
  }
}
