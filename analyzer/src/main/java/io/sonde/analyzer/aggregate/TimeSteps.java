package io.sonde.analyzer.aggregate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A span of time in steps of equal length.
 *
 * @param fromNanos nanoseconds since the epoch
 */
record TimeSteps(long fromNanos, long lengthNanos, int count) {
  double[] series(double value) {
    double[] series = new double[count];
    Arrays.fill(series, value);
    return series;
  }

  /** The step that a moment lies in; -1 outside. */
  int at(long timeNanos) {
    long step = Math.floorDiv(timeNanos - fromNanos, lengthNanos);
    return step < 0 || step >= count ? -1 : (int) step;
  }

  long startNanos(int step) {
    return fromNanos + step * lengthNanos;
  }

  /** Adds to each step the share of it that an interval covers, times a weight. */
  void spread(double[] series, long from, long to, double weight) {
    long end = startNanos(count);
    long at = Math.max(from, fromNanos);
    while (at < Math.min(to, end)) {
      int step = at(at);
      long next = Math.min(Math.min(to, end), startNanos(step + 1));
      series[step] += weight * (next - at) / lengthNanos;
      at = next;
    }
  }

  /** NaN where nothing was counted. */
  static double[] means(double[] sums, double[] counts) {
    double[] means = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      means[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
    }
    return means;
  }

  /** Indices of values that are numbers. */
  static int[] known(double[] values) {
    return IntStream.range(0, values.length).filter(i -> Double.isFinite(values[i])).toArray();
  }
}
