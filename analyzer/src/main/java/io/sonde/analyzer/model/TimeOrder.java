package io.sonde.analyzer.model;

import com.carrotsearch.hppc.IntArrayList;
import java.util.function.IntToLongFunction;

/**
 * Order of a column of times: a stable merge of the runs that are in order already, of which
 * recorders write few and long ones. Millions of samples are ordered without one object each.
 */
final class TimeOrder {
  private TimeOrder() {}

  static boolean isSorted(IntToLongFunction times, int size) {
    return runEnd(times, 0, size) == size;
  }

  /** Indices of the first {@code size} times, earliest first; equal times keep their order. */
  static int[] of(IntToLongFunction times, int size) {
    int[] order = new int[size];
    IntArrayList ends = new IntArrayList();
    for (int i = 0; i < size; ) {
      int end = runEnd(times, i, size);
      for (; i < end; i++) {
        order[i] = i;
      }
      ends.add(end);
    }
    int runs = ends.size();
    int[] merged = new int[size];
    while (runs > 1) {
      runs = mergePairs(times, order, merged, ends.buffer, runs);
      int[] swap = order;
      order = merged;
      merged = swap;
    }
    return order;
  }

  private static int runEnd(IntToLongFunction times, int from, int size) {
    int end = Math.min(from + 1, size);
    while (end < size && times.applyAsLong(end - 1) <= times.applyAsLong(end)) {
      end++;
    }
    return end;
  }

  /** Merges neighbouring runs, updates their ends, and returns how many are left. */
  private static int mergePairs(
      IntToLongFunction times, int[] from, int[] to, int[] ends, int runs) {
    int start = 0;
    int left = 0;
    for (int run = 0; run < runs; run += 2) {
      int middle = ends[run];
      int end = run + 1 < runs ? ends[run + 1] : middle;
      merge(times, from, to, start, middle, end);
      ends[left++] = end;
      start = end;
    }
    return left;
  }

  private static void merge(
      IntToLongFunction times, int[] from, int[] to, int start, int middle, int end) {
    int a = start;
    int b = middle;
    for (int i = start; i < end; i++) {
      boolean first =
          b == end || a < middle && times.applyAsLong(from[a]) <= times.applyAsLong(from[b]);
      to[i] = first ? from[a++] : from[b++];
    }
  }
}
