package io.sonde.analyzer.rule.cpu;

import io.sonde.analyzer.aggregate.SteadySamples;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.Recording;

/**
 * How often and how long a CPU quota stopped the service, in the worst stretch: a minute, or all of
 * a shorter recording. The JVM's own start, which needs more CPU than the service, is left out.
 *
 * @param periods of the quota in which the service ran at all
 * @param throttledPeriods those in which it used the quota up
 * @param throttledNanos time in which processors were kept from it, each by itself
 * @param startSetAside whether the recording's begin was left out
 */
record Throttling(
    double periods,
    double throttledPeriods,
    double throttledNanos,
    long fromNanos,
    long toNanos,
    boolean startSetAside) {
  private static final long LONGEST_NANOS = 60_000_000_000L;

  /** A recording that begins within so many nanoseconds of its JVM holds the start. */
  private static final long START_NANOS = 10_000_000_000L;

  static Throttling of(Recording recording) {
    GaugeSeries periods = recording.gauges().only(Gauge.QUOTA_PERIODS);
    GaugeSeries throttled = recording.gauges().only(Gauge.THROTTLED_PERIODS);
    GaugeSeries time = recording.gauges().only(Gauge.THROTTLED_TIME);
    int size = Math.min(periods.size(), Math.min(throttled.size(), time.size()));
    long begin = steadyFrom(recording);
    int first = 0;
    while (first < size && periods.timeNanos()[first] < begin) {
      first++;
    }
    boolean aside = first > 0;
    Throttling worst = new Throttling(0, 0, 0, 0, 0, aside);
    int end = first;
    for (int from = first; from < size; from++) {
      while (end + 1 < size
          && periods.timeNanos()[end + 1] - periods.timeNanos()[from] <= LONGEST_NANOS) {
        end++;
      }
      Throttling here =
          new Throttling(
              rise(periods, from, end),
              rise(throttled, from, end),
              rise(time, from, end),
              periods.timeNanos()[from],
              periods.timeNanos()[end],
              aside);
      boolean longEnough = 2 * here.elapsedNanos() >= worst.elapsedNanos();
      if (here.periods > 0 && longEnough && !(here.periodRatio() <= worst.periodRatio())) {
        worst = here;
      }
    }
    return worst;
  }

  private static long steadyFrom(Recording recording) {
    boolean holdsStart = recording.jvm().startNanos() > recording.startNanos() - START_NANOS;
    return holdsStart
        ? recording.startNanos() + SteadySamples.startUpNanos(recording)
        : recording.startNanos();
  }

  /** A counter that begins anew, as in another container, adds nothing. */
  private static double rise(GaugeSeries series, int from, int to) {
    double rise = 0;
    for (int i = from + 1; i <= to; i++) {
      rise += Math.max(0, series.values()[i] - series.values()[i - 1]);
    }
    return rise;
  }

  boolean isKnown() {
    return toNanos > fromNanos;
  }

  long elapsedNanos() {
    return toNanos - fromNanos;
  }

  /** Share of the periods in which the quota was used up; NaN when it ran in none. */
  double periodRatio() {
    return periods > 0 ? Math.min(1, throttledPeriods / periods) : Double.NaN;
  }

  /** Time that processors were kept from it, as a share of the elapsed; above 1 for several. */
  double timeRatio() {
    return elapsedNanos() > 0 ? throttledNanos / elapsedNanos() : 0;
  }

  /** Mean time in which each processor was kept from it, in a period that used the quota up. */
  double nanosPerThrottledPeriod() {
    return throttledPeriods > 0 ? throttledNanos / throttledPeriods : 0;
  }
}
