package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.CollectionKind;
import io.sonde.analyzer.aggregate.LiveSet.Point;
import io.sonde.analyzer.model.GarbageCollection;

/**
 * Whether what grew outlived a collection of the whole heap. Classes and direct buffers are given
 * back only when one finds nobody who refers to them, so until then their growth may be garbage.
 */
enum Survival {
  /** No such collection ran late enough to tell. */
  UNTOLD,
  /** The collection freed most of what had grown. */
  FREED,
  SURVIVED;

  /** Part of the judged time before which a collection tells of start-up only; our choice. */
  private static final double TELLING_FROM_RATIO = 1.0 / 3;

  /** Share of the growth until the collection that must be left after it; our choice. */
  private static final double SURVIVING_RATIO = 0.5;

  /** Nanoseconds after a collection in which references' cleaners free what they hold. */
  private static final long CLEANING_NANOS = 2_000_000_000L;

  static Survival of(SeriesGrowth series) {
    long from = series.fromNanos();
    long to = series.readings().get(series.readings().size() - 1).timeNanos();
    long telling = from + (long) (TELLING_FROM_RATIO * (to - from));
    GarbageCollection last = null;
    for (GarbageCollection each : series.recording().collections()) {
      if (CollectionKind.isOld(each) && each.startNanos() >= telling && each.endNanos() <= to) {
        last = each;
      }
    }
    if (last == null) {
      return UNTOLD;
    }
    double left = Double.NaN;
    for (Point reading : series.readings()) {
      boolean after = reading.timeNanos() >= last.endNanos();
      boolean soon = reading.timeNanos() <= last.endNanos() + CLEANING_NANOS;
      if (after && (soon || Double.isNaN(left))) {
        left = Double.isNaN(left) ? reading.bytes() : Math.min(left, reading.bytes());
      }
    }
    double expected = series.slope() * (last.startNanos() - from) / 1e9;
    return left - series.first() >= SURVIVING_RATIO * expected ? SURVIVED : FREED;
  }
}
