package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import java.util.Arrays;

/**
 * Where a series changes its level: the partition into segments that costs least, where a segment
 * costs the squared distance from its mean and each change a penalty. Found by PELT (Killick,
 * Fearnhead and Eckley 2012), which is exact and on series with changes takes linear time. The
 * penalty is that of the Bayesian information criterion for a place and a level (Yao 1988), half as
 * much again for tails heavier than normal ones; the noise that it is a multiple of is told by
 * neighbours, which a change of level does not widen.
 */
final class ChangePoints {
  /** Times variance and log of the length: two parameters, and half as much again. */
  private static final double PENALTY = 3;

  /** Makes the median of absolute deviations the standard deviation of normal noise. */
  private static final double NORMAL = 1.4826;

  private final double[] sums;
  private final double[] squares;

  private ChangePoints(double[] values) {
    sums = new double[values.length + 1];
    squares = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      sums[i + 1] = sums[i] + values[i];
      squares[i + 1] = squares[i] + values[i] * values[i];
    }
  }

  /** First index of each segment, 0 first; one segment where nothing changes. */
  static int[] startsIn(double[] values) {
    int size = values.length;
    double noise = noise(values);
    if (size < 2 || noise == 0 && Arrays.stream(values).distinct().count() < 2) {
      return new int[] {0};
    }
    double penalty = PENALTY * Math.max(noise * noise, tiny(values)) * Math.log(size);
    return startsIn(values, penalty);
  }

  static int[] startsIn(double[] values, double penalty) {
    return new ChangePoints(values).partition(values.length, penalty);
  }

  private int[] partition(int size, double penalty) {
    double[] best = new double[size + 1];
    int[] from = new int[size + 1];
    best[0] = -penalty;
    IntArrayList candidates = new IntArrayList();
    candidates.add(0);
    for (int end = 1; end <= size; end++) {
      best[end] = Double.POSITIVE_INFINITY;
      for (int i = 0; i < candidates.size(); i++) {
        int start = candidates.get(i);
        double cost = best[start] + cost(start, end) + penalty;
        if (cost < best[end]) {
          best[end] = cost;
          from[end] = start;
        }
      }
      int kept = 0;
      for (int i = 0; i < candidates.size(); i++) {
        int start = candidates.get(i);
        if (best[start] + cost(start, end) <= best[end]) {
          candidates.set(kept++, start);
        }
      }
      candidates.elementsCount = kept;
      candidates.add(end);
    }
    IntArrayList starts = new IntArrayList();
    for (int end = size; end > 0; end = from[end]) {
      starts.insert(0, from[end]);
    }
    return starts.toArray();
  }

  private double cost(int start, int end) {
    double sum = sums[end] - sums[start];
    return Math.max(0, squares[end] - squares[start] - sum * sum / (end - start));
  }

  /** Standard deviation of one value, from the differences of neighbours. */
  private static double noise(double[] values) {
    double[] steps = new double[Math.max(0, values.length - 1)];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.abs(values[i + 1] - values[i]);
    }
    return NORMAL * median(steps) / Math.sqrt(2);
  }

  /** Of a series that hardly ever changes the median step is 0: then rounding must not count. */
  private static double tiny(double[] values) {
    double range = Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
    return Math.pow(range / 100, 2);
  }

  static double median(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
