package io.sonde.analyzer.model;

import java.util.List;
import java.util.function.ToLongFunction;

/** Arithmetic on intervals of time. */
public final class Intervals {
  private Intervals() {}

  /** Length of the union of intervals, in their unit; overlaps count once. */
  public static <T> long union(List<T> items, ToLongFunction<T> start, ToLongFunction<T> end) {
    List<T> sorted =
        items.stream()
            .sorted((a, b) -> Long.compare(start.applyAsLong(a), start.applyAsLong(b)))
            .toList();
    long total = 0;
    long reached = Long.MIN_VALUE;
    for (T item : sorted) {
      long from = Math.max(reached, start.applyAsLong(item));
      long to = end.applyAsLong(item);
      if (to > from) {
        total += to - from;
        reached = to;
      }
    }
    return total;
  }
}
