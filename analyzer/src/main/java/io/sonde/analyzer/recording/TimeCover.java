package io.sonde.analyzer.recording;

import java.util.Map;
import java.util.TreeMap;

/** A set of moments: the union of intervals. */
final class TimeCover {
  /** Start to end of intervals that do not touch. */
  private final TreeMap<Long, Long> intervals = new TreeMap<>();

  /** Adds an interval; its end is not part of it. */
  void add(long startNanos, long endNanos) {
    long start = startNanos;
    long end = endNanos;
    Map.Entry<Long, Long> touching = intervals.floorEntry(end);
    while (touching != null && touching.getValue() >= start) {
      start = Math.min(start, touching.getKey());
      end = Math.max(end, touching.getValue());
      intervals.remove(touching.getKey());
      touching = intervals.floorEntry(end);
    }
    if (end > start) {
      intervals.put(start, end);
    }
  }

  boolean contains(long nanos) {
    Map.Entry<Long, Long> before = intervals.floorEntry(nanos);
    return before != null && before.getValue() > nanos;
  }
}
