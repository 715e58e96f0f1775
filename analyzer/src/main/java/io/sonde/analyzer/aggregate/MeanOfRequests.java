package io.sonde.analyzer.aggregate;

/**
 * A mean of one request.
 *
 * @param value NaN when unknown
 * @param relativeError half of the 95 % interval as a share of the value where samples told it; 0
 *     where it was measured
 */
public record MeanOfRequests(double value, double relativeError) {
  public static final MeanOfRequests UNKNOWN = new MeanOfRequests(Double.NaN, 0);

  public static MeanOfRequests measured(double value) {
    return new MeanOfRequests(value, 0);
  }

  public boolean isKnown() {
    return !Double.isNaN(value);
  }

  /** True where samples told it. */
  public boolean isEstimated() {
    return relativeError > 0;
  }
}
