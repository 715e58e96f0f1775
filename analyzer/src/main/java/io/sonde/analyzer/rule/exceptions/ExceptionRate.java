package io.sonde.analyzer.rule.exceptions;

import io.sonde.analyzer.model.GaugeSeries;

/**
 * How many exceptions were made per second, from a count that never falls.
 *
 * @param perSecond over all readings
 * @param peakPerSecond in the busiest ten seconds, or in all where there are fewer
 * @param fromNanos begin of the stretch around them in which at least half as many were made
 * @param toNanos its end
 */
record ExceptionRate(double perSecond, double peakPerSecond, long fromNanos, long toNanos) {
  static final ExceptionRate UNKNOWN = new ExceptionRate(Double.NaN, Double.NaN, 0, 0);

  /** Nanoseconds; less would take a burst for a storm, our choice. */
  private static final long WINDOW_NANOS = 10_000_000_000L;

  static ExceptionRate of(GaugeSeries count) {
    int size = count.size();
    double elapsed = size < 2 ? 0 : seconds(count, 0, size - 1);
    if (elapsed <= 0) {
      return UNKNOWN;
    }
    double[] made = new double[size];
    for (int i = 1; i < size; i++) {
      made[i] = made[i - 1] + Math.max(0, count.values()[i] - count.values()[i - 1]);
    }
    int best = 0;
    int bestEnd = size - 1;
    double peak = made[size - 1] / elapsed;
    int end = 0;
    for (int i = 0; i < size; i++) {
      while (end < size && count.timeNanos()[end] - count.timeNanos()[i] < WINDOW_NANOS) {
        end++;
      }
      if (end == size) {
        break;
      }
      double rate = (made[end] - made[i]) / seconds(count, i, end);
      if (rate > peak) {
        peak = rate;
        best = i;
        bestEnd = end;
      }
    }
    while (best > 0 && rate(count, made, best - 1) >= peak / 2) {
      best--;
    }
    while (bestEnd < size - 1 && rate(count, made, bestEnd) >= peak / 2) {
      bestEnd++;
    }
    return new ExceptionRate(
        made[size - 1] / elapsed, peak, count.timeNanos()[best], count.timeNanos()[bestEnd]);
  }

  boolean isKnown() {
    return !Double.isNaN(perSecond);
  }

  /** Between a reading and the next. */
  private static double rate(GaugeSeries count, double[] made, int i) {
    double elapsed = seconds(count, i, i + 1);
    return elapsed <= 0 ? 0 : (made[i + 1] - made[i]) / elapsed;
  }

  private static double seconds(GaugeSeries count, int from, int to) {
    return (count.timeNanos()[to] - count.timeNanos()[from]) / 1e9;
  }
}
