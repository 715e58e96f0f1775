package io.sonde.analyzer.model;

/**
 * Readings of one gauge, in order of time.
 *
 * @param label what of several the readings are about: a memory type, a code heap; empty where
 *     there is one
 * @param timeNanos nanoseconds since the epoch
 * @param values in the gauge's unit
 */
public record GaugeSeries(Gauge gauge, String label, long[] timeNanos, double[] values) {
  public int size() {
    return timeNanos.length;
  }

  /** NaN without readings. */
  public double first() {
    return values.length == 0 ? Double.NaN : values[0];
  }

  /** NaN without readings. */
  public double last() {
    return values.length == 0 ? Double.NaN : values[values.length - 1];
  }

  /** NaN without readings. */
  public double max() {
    double max = Double.NaN;
    for (double value : values) {
      max = max >= value ? max : value;
    }
    return max;
  }
}
