package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import io.sonde.analyzer.model.WaitTable;

/**
 * The waits of each thread one after the other: of waits within each other the outermost holds,
 * which is the one that began first; of those that began together the longest, and of equal ones
 * the first in the order of {@link Part}.
 */
final class WaitTimeline {
  private final int[] first;
  private final LongArrayList from = new LongArrayList();
  private final LongArrayList to = new LongArrayList();
  private final IntArrayList wait = new IntArrayList();

  WaitTimeline(WaitTable waits, ThreadRows rows, int threads) {
    first = new int[threads + 1];
    for (int thread = 0; thread < threads; thread++) {
      addAll(waits, rows, thread);
      first[thread + 1] = wait.size();
    }
  }

  private void addAll(WaitTable waits, ThreadRows rows, int thread) {
    long cursor = Long.MIN_VALUE;
    for (int place = rows.first(thread); place < rows.end(thread); ) {
      int outermost = rows.row(place);
      long start = waits.startNanos(outermost);
      for (place++; place < rows.end(thread); place++) {
        int other = rows.row(place);
        if (waits.startNanos(other) != start) {
          break;
        }
        outermost = outer(waits, outermost, other);
      }
      if (waits.endNanos(outermost) > Math.max(cursor, start)) {
        from.add(Math.max(cursor, start));
        cursor = waits.endNanos(outermost);
        to.add(cursor);
        wait.add(outermost);
      }
    }
  }

  private static int outer(WaitTable waits, int one, int other) {
    int longer = Long.compare(waits.endNanos(one), waits.endNanos(other));
    int before = Part.of(waits.kind(one)).compareTo(Part.of(waits.kind(other)));
    return longer > 0 || longer == 0 && before <= 0 ? one : other;
  }

  /** Place of the first of a thread's waits that ends after a time. */
  int firstAfter(int thread, long time) {
    int low = first[thread];
    int high = first[thread + 1];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (to.get(middle) <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Place behind a thread's last wait. */
  int end(int thread) {
    return first[thread + 1];
  }

  long from(int place) {
    return from.get(place);
  }

  long to(int place) {
    return to.get(place);
  }

  /** Index into {@link WaitTable}. */
  int wait(int place) {
    return wait.get(place);
  }
}
