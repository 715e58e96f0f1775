package io.sonde.agent.instrument;

import io.sonde.bootstrap.LatencyBuckets;
import io.sonde.bootstrap.MethodTable.TimedMethod;
import io.sonde.bootstrap.MethodTimingEvent;
import io.sonde.bootstrap.MethodTotals;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One method's calls between two reports. */
final class MethodDelta {
  /** HdrHistogram's precision, finer than our buckets, so that it adds next to no error. */
  private static final int SIGNIFICANT_DIGITS = 2;

  private final long count;
  private final long totalNanos;
  private final long maxNanos;
  private final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);

  MethodDelta(MethodTotals now, @Nullable MethodTotals before) {
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

  /** True if no call began or ended. */
  boolean isEmpty() {
    return count == 0 && histogram.getTotalCount() == 0;
  }

  void write(TimedMethod method, long periodNanos) {
    MethodTimingEvent event = new MethodTimingEvent();
    event.className = method.className();
    event.methodName = method.methodName();
    event.descriptor = method.descriptor();
    event.count = count;
    event.timedCount = histogram.getTotalCount();
    event.totalNanos = totalNanos;
    event.maxNanos = maxNanos;
    event.p50Nanos = percentile(50);
    event.p90Nanos = percentile(90);
    event.p99Nanos = percentile(99);
    event.p999Nanos = percentile(99.9);
    event.histogram = encoded();
    event.periodNanos = periodNanos;
    event.commit();
  }

  private long percentile(double percent) {
    return histogram.getTotalCount() == 0
        ? 0
        : Math.min(histogram.getValueAtPercentile(percent), maxNanos);
  }

  private String encoded() {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(buffer.array(), length));
  }
}
