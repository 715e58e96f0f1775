package io.sonde.agent.instrument;

import io.sonde.bootstrap.LatencyBuckets;
import io.sonde.bootstrap.MethodTotals;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** What was counted and timed between two reports. */
public final class LatencyDelta {
  /** HdrHistogram's precision, finer than our buckets, so that it adds next to no error. */
  private static final int SIGNIFICANT_DIGITS = 2;

  private final long count;
  private final long totalNanos;
  private final long maxNanos;
  private final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);

  /**
   * @param before null: since the beginning
   */
  public LatencyDelta(MethodTotals now, @Nullable MethodTotals before) {
    count = now.count() - (before == null ? 0 : before.count());
    totalNanos = now.totalNanos() - (before == null ? 0 : before.totalNanos());
    maxNanos = now.maxNanos();
    for (int octave = 0; octave < LatencyBuckets.OCTAVES; octave++) {
      for (int bucket = 0; bucket < LatencyBuckets.SUB_BUCKETS; bucket++) {
        long calls =
            now.calls(octave, bucket) - (before == null ? 0 : before.calls(octave, bucket));
        if (calls > 0) {
          histogram.recordValueWithCount(LatencyBuckets.middle(octave, bucket), calls);
        }
      }
    }
  }

  /** True if nothing began or ended. */
  boolean isEmpty() {
    return count == 0 && histogram.getTotalCount() == 0;
  }

  public long count() {
    return count;
  }

  long timedCount() {
    return histogram.getTotalCount();
  }

  long totalNanos() {
    return totalNanos;
  }

  long maxNanos() {
    return maxNanos;
  }

  /** In ns, at most the longest where that is known; 0 if nothing was timed. */
  public long percentile(double percent) {
    if (histogram.getTotalCount() == 0) {
      return 0;
    }
    long value = histogram.getValueAtPercentile(percent);
    return maxNanos > 0 ? Math.min(value, maxNanos) : value;
  }

  /** HdrHistogram's compressed V2 encoding, in Base64. */
  String encoded() {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }
}
