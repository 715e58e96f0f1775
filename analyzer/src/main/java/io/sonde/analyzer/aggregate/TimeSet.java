package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongArrayList;
import java.util.Arrays;

/**
 * Times as intervals that do not overlap, in order; how much of them lies in a span is a search.
 */
final class TimeSet {
  private final long[] from;
  private final long[] to;

  /** Length of all intervals before each. */
  private final long[] before;

  private TimeSet(long[] from, long[] to) {
    this.from = from;
    this.to = to;
    this.before = new long[from.length + 1];
    for (int i = 0; i < from.length; i++) {
      before[i + 1] = before[i] + to[i] - from[i];
    }
  }

  /** Length of what lies in a span. */
  long within(long spanFrom, long spanTo) {
    return spanTo <= spanFrom ? 0 : until(spanTo) - until(spanFrom);
  }

  boolean contains(long time) {
    int i = lastFrom(time);
    return i >= 0 && time < to[i];
  }

  private long until(long time) {
    int i = lastFrom(time);
    return i < 0 ? 0 : before[i] + Math.min(time, to[i]) - from[i];
  }

  /** Index of the last interval that begins at the time or before it; -1 for none. */
  private int lastFrom(long time) {
    int found = Arrays.binarySearch(from, time);
    return found >= 0 ? found : -found - 2;
  }

  TimeSet minus(TimeSet other) {
    Builder left = new Builder();
    for (int i = 0; i < from.length; i++) {
      long cursor = from[i];
      for (int k = Math.max(0, other.lastFrom(cursor)); cursor < to[i]; k++) {
        boolean cut = k < other.from.length && other.from[k] < to[i];
        left.add(cursor, cut ? Math.max(cursor, other.from[k]) : to[i]);
        cursor = cut ? Math.max(cursor, other.to[k]) : to[i];
      }
    }
    return left.build();
  }

  /** Takes intervals in any order. */
  static final class Builder {
    private final LongArrayList from = new LongArrayList();
    private final LongArrayList to = new LongArrayList();
    private boolean sorted = true;

    /** An interval without a length is left out. */
    Builder add(long start, long end) {
      if (end > start) {
        sorted &= from.isEmpty() || from.get(from.size() - 1) <= start;
        from.add(start);
        to.add(end);
      }
      return this;
    }

    /** The union of all. */
    TimeSet build() {
      long[] starts = from.toArray();
      long[] ends = to.toArray();
      if (!sorted) {
        sort(starts, ends);
      }
      int size = 0;
      for (int i = 0; i < starts.length; i++) {
        if (size > 0 && starts[i] <= ends[size - 1]) {
          ends[size - 1] = Math.max(ends[size - 1], ends[i]);
        } else {
          starts[size] = starts[i];
          ends[size++] = ends[i];
        }
      }
      return new TimeSet(Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
    }

    private static void sort(long[] starts, long[] ends) {
      long[] startsBefore = starts.clone();
      long[] endsBefore = ends.clone();
      Integer[] order = new Integer[starts.length];
      Arrays.setAll(order, i -> i);
      Arrays.sort(order, (a, b) -> Long.compare(startsBefore[a], startsBefore[b]));
      for (int i = 0; i < order.length; i++) {
        starts[i] = startsBefore[order[i]];
        ends[i] = endsBefore[order[i]];
      }
    }
  }
}
