package io.sonde.analyzer.model;

import org.HdrHistogram.Histogram;

/**
 * All requests of one route, merged over the recording's reporting periods; exact, whatever was
 * sampled.
 *
 * @param count requests that ended
 * @param errors those of them that failed
 * @param totalNanos sum of their durations
 * @param maxNanos longest
 * @param histogram nanoseconds of all of them
 * @param cpuNanos CPU time of the measured ones
 * @param allocatedBytes the same of allocated heap
 * @param measuredCount requests whose CPU time and bytes are known
 * @param database sum of all; unknown where an older agent recorded some of them
 * @param http likewise
 */
public record RouteTiming(
    Route route,
    long count,
    long errors,
    long totalNanos,
    long maxNanos,
    Histogram histogram,
    long cpuNanos,
    long allocatedBytes,
    long measuredCount,
    DatabaseUse database,
    HttpUse http) {
  /** One of which outgoing calls are not known. */
  public RouteTiming(
      Route route,
      long count,
      long errors,
      long totalNanos,
      long maxNanos,
      Histogram histogram,
      long cpuNanos,
      long allocatedBytes,
      long measuredCount,
      DatabaseUse database) {
    this(
        route,
        count,
        errors,
        totalNanos,
        maxNanos,
        histogram,
        cpuNanos,
        allocatedBytes,
        measuredCount,
        database,
        HttpUse.UNKNOWN);
  }
}
