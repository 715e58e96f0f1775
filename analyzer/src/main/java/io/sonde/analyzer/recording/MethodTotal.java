package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.MethodTiming;
import io.sonde.analyzer.model.Session;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The periods of one timed method, added up. Calls that were timed alike, all or one in N, are kept
 * apart: a timed call stands for calls of its own stride only.
 */
final class MethodTotal {
  private static final long COUNT_ONLY = 0;

  private final Histogram histogram = LatencyHistograms.empty();
  private final Map<Long, Sums> byStride = new TreeMap<>();
  private long maxNanos;

  /** Adds one period. */
  void add(Event event, LatencyHistograms histograms) {
    long stride = stride(event);
    Sums sums = byStride.computeIfAbsent(stride, added -> new Sums());
    sums.count += event.number("count");
    sums.timedCount += event.number("timedCount");
    sums.totalNanos += event.number("totalNanos");
    maxNanos = Math.max(maxNanos, event.number("maxNanos"));
    histograms.add(event.text("histogram"), histogram, Math.max(1, stride));
  }

  void add(MethodTotal later) {
    later.byStride.forEach(
        (stride, sums) -> byStride.computeIfAbsent(stride, added -> new Sums()).add(sums));
    maxNanos = Math.max(maxNanos, later.maxNanos);
    histogram.add(later.histogram);
  }

  /**
   * @param configured stride that the user asked for
   */
  MethodTiming timing(AgentFacts.MethodKey key, long configured) {
    Sums all = new Sums();
    double estimate = 0;
    for (Map.Entry<Long, Sums> each : byStride.entrySet()) {
      all.add(each.getValue());
      estimate += each.getValue().estimate(each.getKey());
    }
    Sums counted = byStride.getOrDefault(COUNT_ONLY, new Sums());
    return new MethodTiming(
        key.className(),
        key.methodName(),
        key.descriptor(),
        all.count,
        all.timedCount,
        counted.count,
        all.totalNanos,
        Math.round(estimate),
        maxNanos,
        histogram,
        byStride.keySet().stream().anyMatch(stride -> stride == COUNT_ONLY || stride > configured));
  }

  /** As the key {@code timing} says it: exact, or 1/N. */
  static long stride(Session session) {
    String timing = session.settings().getOrDefault("timing", "exact");
    try {
      return timing.startsWith("1/") ? Long.parseLong(timing.substring(2)) : 1;
    } catch (NumberFormatException otherVersion) {
      return 1;
    }
  }

  /** Agents before the governor wrote no stride; theirs was one for all. */
  private static long stride(Event event) {
    long stride = event.number("stride");
    long timed = event.number("timedCount");
    return stride != COUNT_ONLY || timed == 0
        ? stride
        : Math.max(1, Math.round(event.number("count") / (double) timed));
  }

  private static final class Sums {
    private long count;
    private long timedCount;
    private long totalNanos;

    private void add(Sums other) {
      count += other.count;
      timedCount += other.timedCount;
      totalNanos += other.totalNanos;
    }

    /** Where all are timed, those that are not have not ended, or are constructors that threw. */
    private double estimate(long stride) {
      return stride <= 1 || timedCount == 0
          ? totalNanos
          : totalNanos * (count / (double) timedCount);
    }
  }
}
