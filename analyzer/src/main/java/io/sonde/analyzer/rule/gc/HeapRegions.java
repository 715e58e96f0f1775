package io.sonde.analyzer.rule.gc;

import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.Recording;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The size of G1's regions, which no event tells: the committed heap over the number of its
 * regions, both written at one collection's begin or end.
 */
final class HeapRegions {
  static final long UNKNOWN = 0;

  /** Nanoseconds between the two events of one moment, at most; our choice. */
  private static final long SAME_MOMENT_NANOS = 5_000_000L;

  private HeapRegions() {}

  /** Bytes, a power of two; {@link #UNKNOWN} where it was not recorded. */
  static long bytes(Recording recording) {
    GaugeSeries regions = recording.gauges().only(Gauge.HEAP_REGIONS);
    List<HeapReading> heap = recording.heap();
    double[] sizes = new double[regions.size()];
    int known = 0;
    int next = 0;
    for (int i = 0; i < regions.size(); i++) {
      long time = regions.timeNanos()[i];
      while (next < heap.size() && heap.get(next).timeNanos() < time - SAME_MOMENT_NANOS) {
        next++;
      }
      HeapReading nearest = nearest(heap, next, time);
      if (nearest != null && nearest.committedBytes() > 0 && regions.values()[i] > 0) {
        sizes[known++] = nearest.committedBytes() / regions.values()[i];
      }
    }
    if (known == 0) {
      return UNKNOWN;
    }
    Arrays.sort(sizes, 0, known);
    return Math.round(Math.pow(2, Math.round(Math.log(sizes[known / 2]) / Math.log(2))));
  }

  private static @Nullable HeapReading nearest(List<HeapReading> heap, int from, long time) {
    HeapReading best = null;
    for (int i = from; i < heap.size(); i++) {
      HeapReading each = heap.get(i);
      if (each.timeNanos() > time + SAME_MOMENT_NANOS) {
        break;
      }
      boolean nearer =
          best == null || Math.abs(each.timeNanos() - time) < Math.abs(best.timeNanos() - time);
      best = nearer ? each : best;
    }
    return best;
  }
}
