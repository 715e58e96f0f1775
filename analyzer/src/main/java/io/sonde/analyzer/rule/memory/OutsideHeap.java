package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.LiveSet.Point;
import io.sonde.analyzer.aggregate.StartUp;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.Recording;
import java.util.ArrayList;
import java.util.List;

/**
 * What of the resident set lies outside of the heap. Nothing tells how much of the heap is
 * resident: at most what is committed, at least what was in use at its highest, because a page that
 * was written to stays. A heap that is touched for the first time makes the resident set grow, too,
 * so growth is proven only as far as the least that is outside at the end is above the most that
 * was outside at first.
 *
 * @param most the resident set without the heap's highest use so far
 * @param least the resident set without the committed heap
 */
record OutsideHeap(List<Point> most, List<Point> least) {
  private static final String PRETOUCH = "-XX:+AlwaysPreTouch";

  static OutsideHeap of(Recording recording) {
    boolean touched = recording.jvm().arguments().contains(PRETOUCH);
    GaugeSeries resident = recording.gauges().only(Gauge.RESIDENT_SET);
    List<HeapReading> heap = recording.heap();
    List<Point> most = new ArrayList<>();
    List<Point> least = new ArrayList<>();
    int next = 0;
    double highest = 0;
    double committed = 0;
    for (int i = 0; i < resident.size(); i++) {
      long time = resident.timeNanos()[i];
      while (next < heap.size() && heap.get(next).timeNanos() <= time) {
        highest = Math.max(highest, heap.get(next).usedBytes());
        committed = heap.get(next++).committedBytes();
      }
      if (committed > 0) {
        double resides = touched ? committed : Math.min(highest, committed);
        most.add(new Point(time, resident.values()[i] - resides));
        least.add(new Point(time, Math.max(0, resident.values()[i] - committed)));
      }
    }
    return new OutsideHeap(most, least);
  }

  /**
   * The most, without the JVM's first two minutes where they were recorded; what is left may be
   * nothing.
   */
  List<Point> mostWhenWarm(Recording recording) {
    long started = recording.jvm().startNanos();
    return started <= 0
        ? most
        : most.stream()
            .filter(point -> point.timeNanos() >= started + StartUp.GROWTH_NANOS)
            .toList();
  }

  /** Growth in bytes since a moment that the heap cannot explain; at least 0. */
  double provenGrowth(long fromNanos) {
    double first = Double.NaN;
    for (Point point : most) {
      if (point.timeNanos() >= fromNanos) {
        first = point.bytes();
        break;
      }
    }
    return least.isEmpty() || Double.isNaN(first)
        ? 0
        : Math.max(0, least.get(least.size() - 1).bytes() - first);
  }
}
