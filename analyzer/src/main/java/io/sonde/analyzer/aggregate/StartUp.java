package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;

/**
 * The time in which a service starts: classes load, pools fill, peers are called for the first
 * time. What queues up then says nothing about the service under load.
 */
public final class StartUp {
  /** A recorder starts so late after the JVM at most, in nanoseconds; as in heap-leak. */
  private static final long LATEST_RECORDER = 10_000_000_000L;

  /** Nanoseconds; our choice. */
  private static final long LONGEST = 30_000_000_000L;

  /** Of the recorded time, so that a short recording keeps most of it; as in hot-path. */
  private static final double LARGEST_SHARE = 1.0 / 3;

  /**
   * Nanoseconds since the JVM's start in which classes, pools, compiler, class metadata, allocator
   * and recorder grow in any service; the longest start that is set aside anywhere. Our choice.
   */
  public static final long GROWTH_NANOS = 120_000_000_000L;

  private StartUp() {}

  /** Whether all that was recorded lies in the time in which any service grows. */
  public static boolean isAll(Recording recording) {
    long jvmStart = recording.jvm().startNanos();
    return jvmStart > 0 && recording.endNanos() - jvmStart <= GROWTH_NANOS;
  }

  /** Nanoseconds since the epoch; the recording's start where it does not hold the JVM's. */
  public static long endNanos(Recording recording) {
    long start = recording.startNanos();
    long jvmStart = recording.jvm().startNanos();
    if (jvmStart <= 0 || start - jvmStart > LATEST_RECORDER) {
      return start;
    }
    double share = LARGEST_SHARE * (recording.endNanos() - start);
    return start + (long) Math.min(LONGEST, share);
  }
}
