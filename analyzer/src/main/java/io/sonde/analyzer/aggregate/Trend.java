package io.sonde.analyzer.aggregate;

import java.util.Arrays;

/**
 * The slope of a series, robust against outliers: the median of the slopes of all pairs of points
 * (H. Theil 1950), with the confidence interval of P. K. Sen ("Estimates of the regression
 * coefficient based on Kendall's tau", JASA 63, 1968). Neighbouring points that resemble each other
 * count for less: Kendall's variance is widened by (1 + r)/(1 - r), r being the lag-one
 * autocorrelation of the residuals (after K. Hamed and A. Rao, J. Hydrology 204, 1998).
 *
 * @param slope value per second
 * @param low lower end of the interval; negative infinity when there are too few points for one
 * @param high upper end
 * @param noise standard deviation of the residuals, from their median absolute deviation
 * @param deviation mean size of the residuals
 * @param points how many the series has
 * @param widening factor by which autocorrelation widened the variance, at least 1
 */
public record Trend(
    double slope,
    double low,
    double high,
    double noise,
    double deviation,
    int points,
    double widening) {
  /** Standard deviation of a normal distribution over its median absolute deviation. */
  private static final double MAD_TO_SIGMA = 1.4826;

  /** Autocorrelation above this cannot be told from a trend. */
  private static final double MAX_AUTOCORRELATION = 0.9;

  /**
   * The slope that two parts of a series have in common, whatever lies between their levels: only
   * pairs within a part count, and the variances of both are added (as R. Hirsch, J. Slack and R.
   * Smith do for seasons, Water Resources Research 18, 1982).
   *
   * @param seconds times, ascending
   * @param split index of the first point of the second part; the length where there is but one
   * @param z two-sided quantile of the normal distribution that sets the confidence
   */
  static Trend of(double[] seconds, double[] values, int split, double z) {
    int n = seconds.length;
    double[] slopes = new double[n * (n - 1) / 2];
    int count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < (i < split ? split : n); j++) {
        double distance = seconds[j] - seconds[i];
        if (distance > 0) {
          slopes[count++] = (values[j] - values[i]) / distance;
        }
      }
    }
    if (count == 0) {
      return new Trend(0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 0, n, 1);
    }
    slopes = Arrays.copyOf(slopes, count);
    Arrays.sort(slopes);
    double slope = median(slopes);
    double[] residuals = residuals(seconds, values, split, slope);
    double r = Math.max(0, Math.min(MAX_AUTOCORRELATION, lagOne(residuals)));
    double widening = n < 8 ? 1 : (1 + r) / (1 - r);
    double halfWidth = z * Math.sqrt((variance(split) + variance(n - split)) * widening);
    int below = (int) Math.floor((count - halfWidth) / 2);
    double low = below < 0 ? Double.NEGATIVE_INFINITY : slopes[below];
    double high = below < 0 ? Double.POSITIVE_INFINITY : slopes[count - 1 - below];
    double deviation = Arrays.stream(residuals).map(Math::abs).average().orElse(0);
    return new Trend(slope, low, high, sigma(residuals), deviation, n, widening);
  }

  /** Of Kendall's score, the number of rising pairs less that of falling ones. */
  private static double variance(double n) {
    return n * (n - 1) * (2 * n + 5) / 18;
  }

  /** Height of the step before the point at {@code split} in a series with this slope. */
  static double step(double[] seconds, double[] values, int split, double slope) {
    double[] level = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      level[i] = values[i] - slope * (seconds[i] - seconds[0]);
    }
    return median(sorted(Arrays.copyOfRange(level, split, level.length)))
        - median(sorted(Arrays.copyOf(level, split)));
  }

  /** Standard error of a least-squares slope over evenly spaced points with this noise. */
  double standardError(double spanSeconds) {
    return spanSeconds <= 0 || points < 2
        ? Double.POSITIVE_INFINITY
        : noise * Math.sqrt(12.0 * widening / points) / spanSeconds;
  }

  /**
   * Standard deviation of the values around any smooth course: from the median size of their second
   * differences, each of which has six times the variance.
   */
  static double noiseBetweenNeighbours(double[] values) {
    if (values.length < 3) {
      return 0;
    }
    double[] differences = new double[values.length - 2];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = values[i] - 2 * values[i + 1] + values[i + 2];
    }
    return sigma(differences) / Math.sqrt(6);
  }

  private static double[] residuals(double[] seconds, double[] values, int split, double slope) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i] - slope * (seconds[i] - seconds[0]);
    }
    centre(result, 0, split);
    centre(result, split, result.length);
    return result;
  }

  private static void centre(double[] values, int from, int to) {
    if (from < to) {
      double centre = median(sorted(Arrays.copyOfRange(values, from, to)));
      for (int i = from; i < to; i++) {
        values[i] -= centre;
      }
    }
  }

  private static double lagOne(double[] residuals) {
    double products = 0;
    double squares = 0;
    for (int i = 0; i < residuals.length; i++) {
      squares += residuals[i] * residuals[i];
      products += i > 0 ? residuals[i] * residuals[i - 1] : 0;
    }
    return squares > 0 ? products / squares : 0;
  }

  private static double sigma(double[] residuals) {
    double[] sizes = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
    return MAD_TO_SIGMA * median(sizes);
  }

  private static double[] sorted(double[] values) {
    double[] copy = values.clone();
    Arrays.sort(copy);
    return copy;
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
