package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
import io.sonde.analyzer.model.Recording;

/**
 * A service's start, in which classes are loaded and code is compiled: what is slow then says
 * nothing about load.
 *
 * @param endNanos nanoseconds since the epoch; the recording's start where it holds no start-up
 * @param isRunning true where classes are still loaded at a pace at the recording's end
 */
public record Warmup(long fromNanos, long endNanos, boolean isRunning) {
  /** A recording that begins so soon after its JVM holds the start-up, as for heap-leak. */
  private static final long FROM_START_NANOS = 10_000_000_000L;

  /** Longest start-up, as for hot-path: a third of the recording, two minutes at most. */
  private static final long LONGEST_NANOS = 120_000_000_000L;

  private static final int PART = 3;

  /** Of all loaded classes, in ten seconds: from here on loading costs next to nothing. */
  private static final double SETTLED_SHARE = 0.01;

  private static final double SHARE_NANOS = 10e9;

  static Warmup of(Recording recording) {
    long start = recording.startNanos();
    long end = recording.endNanos();
    GaugeSeries loaded = recording.gauges().only(Gauge.CLASSES_LOADED);
    long last = lastLoading(loaded, start);
    long latest = Math.min(start + LONGEST_NANOS, start + (end - start) / PART);
    boolean running = end > start && loaded.size() > 2 && last > start + (end - start) / PART * 2;
    long jvm = recording.jvm().startNanos();
    boolean holdsStart = jvm > 0 && start - jvm <= FROM_START_NANOS;
    return new Warmup(start, holdsStart && last > start ? Math.min(last, latest) : start, running);
  }

  /** Times between two readings in which many classes were loaded, whenever that was. */
  static TimeSet loading(Recording recording) {
    GaugeSeries loaded = recording.gauges().only(Gauge.CLASSES_LOADED);
    TimeSet.Builder times = new TimeSet.Builder();
    for (int i = 1; i < loaded.size(); i++) {
      if (isLoading(loaded, i)) {
        times.add(loaded.timeNanos()[i - 1], loaded.timeNanos()[i]);
      }
    }
    return times.build();
  }

  /** End of the last time between two readings in which many classes were loaded. */
  private static long lastLoading(GaugeSeries loaded, long start) {
    long last = start;
    for (int i = 1; i < loaded.size(); i++) {
      last = isLoading(loaded, i) ? loaded.timeNanos()[i] : last;
    }
    return last;
  }

  private static boolean isLoading(GaugeSeries loaded, int reading) {
    double nanos = Math.max(1, loaded.timeNanos()[reading] - loaded.timeNanos()[reading - 1]);
    double share =
        (loaded.values()[reading] - loaded.values()[reading - 1])
            / Math.max(1, loaded.values()[reading]);
    // Readings of a second must not turn one late class into a pace.
    return share / Math.max(nanos, SHARE_NANOS) * SHARE_NANOS >= SETTLED_SHARE;
  }

  public long lengthNanos() {
    return endNanos - fromNanos;
  }
}
