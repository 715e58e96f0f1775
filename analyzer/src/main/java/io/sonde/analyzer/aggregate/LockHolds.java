package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.DoubleArrayList;
import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import io.sonde.analyzer.model.WaitTable;
import java.util.Arrays;

/**
 * How long a lock was held while others waited for it, as their waits tell: each time that one of
 * them gets it, the one before has given it back. So from one such moment to the next, or from the
 * first wait to the first such moment, it was held.
 *
 * @param typicalNanos half of the waiting was for holds of at least this length
 * @param mostAtOnce threads that waited at one moment
 * @param unionNanos time in which any thread waited
 */
record LockHolds(double typicalNanos, int mostAtOnce, double unionNanos) {
  /**
   * @param rows of the waits, in order of their start
   */
  static LockHolds of(WaitTable waits, IntArrayList rows) {
    long[] ends = new long[rows.size()];
    Arrays.setAll(ends, i -> waits.endNanos(rows.get(i)));
    Arrays.sort(ends);
    LongArrayList holds = new LongArrayList();
    DoubleArrayList waited = new DoubleArrayList();
    int active = 0;
    int most = 0;
    int next = 0;
    long since = 0;
    long last = 0;
    double segment = 0;
    double union = 0;
    for (int end = 0; end < ends.length; ) {
      boolean starts = next < rows.size() && waits.startNanos(rows.get(next)) < ends[end];
      long now = starts ? waits.startNanos(rows.get(next)) : ends[end];
      segment += active == 0 ? 0 : (double) active * (now - last);
      union += active == 0 ? 0 : now - last;
      last = now;
      if (starts) {
        since = active == 0 ? now : since;
        active++;
        next++;
        most = Math.max(most, active);
      } else {
        holds.add(now - since);
        waited.add(segment);
        since = now;
        segment = 0;
        active--;
        end++;
      }
    }
    return new LockHolds(weightedMedian(holds, waited), most, union);
  }

  /** Of what is sorted by value, the one in the middle of all weight. */
  private static double weightedMedian(LongArrayList values, DoubleArrayList weights) {
    Integer[] order = new Integer[values.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(values.get(a), values.get(b)));
    double total = 0;
    for (int i = 0; i < weights.size(); i++) {
      total += weights.get(i);
    }
    double seen = 0;
    for (int each : order) {
      seen += weights.get(each);
      if (seen >= total / 2) {
        return values.get(each);
      }
    }
    return 0;
  }
}
