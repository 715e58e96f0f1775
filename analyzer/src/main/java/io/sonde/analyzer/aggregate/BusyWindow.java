package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree.SampleFilter;

/**
 * The stretch of a recording in which the application used most CPU time. How busy a service is
 * under load must not depend on how long it stood idle before and after, or on its start-up.
 *
 * @param fromNanos start, nanoseconds since the epoch
 * @param toNanos end, exclusive
 * @param applicationRatio share (0 to 1) of all CPU weight in it that application threads have
 */
public record BusyWindow(long fromNanos, long toNanos, double applicationRatio) {
  /** Longest window in nanoseconds: a minute, as the other rules' worst minute. */
  private static final long LONGEST_NANOS = 60_000_000_000L;

  /** Shortest: in less a burst would pass for load; our choice. */
  private static final long SHORTEST_NANOS = 10_000_000_000L;

  public static BusyWindow of(Recording recording, SampleTable samples, SampleFilter steady) {
    long length = Math.max(SHORTEST_NANOS, Math.min(LONGEST_NANOS, recording.coveredNanos() / 2));
    int size = samples.size();
    double inside = 0;
    double best = -1;
    long from = size == 0 ? 0 : samples.timeNanos(0);
    int last = 0;
    for (int first = 0; first < size; first++) {
      while (last < size && samples.timeNanos(last) < samples.timeNanos(first) + length) {
        inside += weight(samples, last++, steady);
      }
      if (inside > best) {
        best = inside;
        from = samples.timeNanos(first);
      }
      inside -= weight(samples, first, steady);
    }
    return new BusyWindow(from, from + length, ratio(samples, steady, from, from + length));
  }

  public boolean contains(long timeNanos) {
    return timeNanos >= fromNanos && timeNanos < toNanos;
  }

  public double seconds() {
    return (toNanos - fromNanos) / 1e9;
  }

  private static double ratio(SampleTable samples, SampleFilter steady, long from, long to) {
    double application = 0;
    double all = 0;
    for (int i = 0; i < samples.size(); i++) {
      if (samples.timeNanos(i) >= from && samples.timeNanos(i) < to) {
        all += Math.max(0, samples.weight(i));
        application += weight(samples, i, steady);
      }
    }
    return all > 0 ? application / all : 0;
  }

  private static double weight(SampleTable samples, int index, SampleFilter steady) {
    return steady.accepts(samples, index) ? Math.max(0, samples.weight(index)) : 0;
  }
}
