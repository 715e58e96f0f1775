package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.LiveSet;
import io.sonde.analyzer.aggregate.LiveSetGrowth;
import io.sonde.analyzer.aggregate.OldObjectGrowth;
import io.sonde.analyzer.aggregate.Trend;
import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.GcPause;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.PrintableText;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What the page's section of the heap draws. Times are seconds since the epoch. */
final class MemoryData {
  /** Enough to find a window by eye at 4K; more points only cost bytes. */
  private static final int MAX_POINTS = 4000;

  /** Of each decade, the bounds between which pauses are counted. */
  private static final int[] BOUNDS = {1, 2, 5};

  /** Sites of surviving objects that are told: those that increased most. */
  private static final int MAX_SITES = 20;

  private MemoryData() {}

  static Map<String, Object> of(Recording recording) {
    List<double[]> heap = new ArrayList<>();
    for (HeapReading reading : recording.heap()) {
      heap.add(
          new double[] {
            seconds(reading.timeNanos()), reading.usedBytes(), reading.afterCollection() ? 1 : 0
          });
    }
    List<double[]> pauses = new ArrayList<>();
    double paused = 0;
    double longest = 0;
    for (GarbageCollection collection : recording.collections()) {
      paused += collection.pauseNanos();
      longest = Math.max(longest, collection.longestPauseNanos());
      pauses.add(new double[] {seconds(collection.startNanos()), collection.pauseNanos()});
    }
    Comparator<double[]> byValue = Comparator.comparingDouble(point -> point[1]);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("heap", thinned(withoutBeforeIfMany(heap), byValue));
    data.put("pauses", thinned(pauses, byValue.reversed()));
    data.put("histogram", histogram(recording));
    LiveSet live = LiveSet.of(recording);
    data.put("growth", growth(live));
    data.put("survivors", survivors(recording, live));
    data.put("paused", paused);
    data.put("longest", longest);
    data.put("collections", recording.collections().size());
    data.put("maxHeap", recording.jvm().maxHeapBytes());
    return data;
  }

  /**
   * How many pauses were how long: from and to in ns and their number, without gaps from the
   * shortest to the longest. One pause a collection where the recording tells no single ones.
   */
  private static List<long[]> histogram(Recording recording) {
    LongStream nanos =
        recording.pauses().isEmpty()
            ? recording.collections().stream().mapToLong(GarbageCollection::longestPauseNanos)
            : recording.pauses().stream().mapToLong(GcPause::durationNanos);
    TreeMap<Long, Long> counts = new TreeMap<>();
    nanos.filter(each -> each > 0).forEach(each -> counts.merge(bound(each), 1L, Long::sum));
    List<long[]> histogram = new ArrayList<>();
    for (long at = counts.isEmpty() ? Long.MAX_VALUE : counts.firstKey();
        at <= (counts.isEmpty() ? 0 : counts.lastKey());
        at = next(at)) {
      histogram.add(new long[] {at, next(at), counts.getOrDefault(at, 0L)});
    }
    return histogram;
  }

  /** The largest of 1, 2, 5, 10, 20 … that is not above. */
  private static long bound(long nanos) {
    long bound = 1;
    while (next(bound) <= nanos) {
      bound = next(bound);
    }
    return bound;
  }

  private static long next(long bound) {
    long decade = (long) Math.pow(10, Long.toString(bound).length() - 1);
    int digit = (int) (bound / decade);
    return digit == BOUNDS[0]
        ? BOUNDS[1] * decade
        : digit == BOUNDS[1] ? BOUNDS[2] * decade : 10 * decade;
  }

  /** The slope of the live set, which may fall, in words; empty where too little of it is known. */
  private static String growth(LiveSet live) {
    LiveSetGrowth growth = LiveSetGrowth.of(live);
    Trend trend = growth.trend();
    if (growth.shape() == LiveSetGrowth.Shape.TOO_FEW || !Double.isFinite(trend.low())) {
      return "";
    }
    return "Its slope is "
        + Formats.format(trend.slope(), Unit.BYTES_PER_SECOND)
        + " ("
        + growth.confidence()
        + " interval "
        + Formats.format(trend.low(), Unit.BYTES_PER_SECOND)
        + " to "
        + Formats.format(trend.high(), Unit.BYTES_PER_SECOND)
        + ", "
        + trend.points()
        + " readings); the rule heap-leak says what that means.";
  }

  /** Sampled objects that were alive at the end, by who allocated them. */
  private static List<Map<String, Object>> survivors(Recording recording, LiveSet live) {
    long checked =
        live.checkedNanos() == LiveSet.NEVER ? recording.endNanos() : live.checkedNanos();
    return new OldObjectGrowth(recording)
        .bySite(checked).stream().limit(MAX_SITES).map(MemoryData::survivors).toList();
  }

  private static Map<String, Object> survivors(OldObjectGrowth.Survivors each) {
    List<String> path = new ArrayList<>(each.path());
    if (!each.root().isEmpty()) {
      path.add(each.root());
    }
    return Map.of(
        "class", PrintableText.of(each.site().className()),
        "method", PrintableText.of(each.site().name()),
        "object", PrintableText.shortened(each.className()),
        "before", each.before(),
        "now", each.now(),
        "path", path.stream().map(PrintableText::shortened).toList());
  }

  /** The chart draws readings after collections; those before are the first to go. */
  private static List<double[]> withoutBeforeIfMany(List<double[]> heap) {
    return heap.size() <= MAX_POINTS ? heap : heap.stream().filter(point -> point[2] == 1).toList();
  }

  /** Of each run of neighbours the first by {@code order}; all of them when they are few. */
  private static List<double[]> thinned(List<double[]> points, Comparator<double[]> order) {
    if (points.size() <= MAX_POINTS) {
      return points;
    }
    List<double[]> kept = new ArrayList<>();
    int run = (points.size() + MAX_POINTS - 1) / MAX_POINTS;
    for (int i = 0; i < points.size(); i += run) {
      kept.add(Collections.min(points.subList(i, Math.min(i + run, points.size())), order));
    }
    return kept;
  }

  private static double seconds(long epochNanos) {
    return epochNanos / 1e9;
  }
}
