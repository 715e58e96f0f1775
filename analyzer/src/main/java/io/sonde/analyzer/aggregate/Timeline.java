package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.unit.Unit;
import java.util.List;

/**
 * What a recording was like over time, in steps of equal length. A chart of which nothing is known
 * is left out.
 *
 * @param fromNanos nanoseconds since the epoch
 */
public record Timeline(long fromNanos, long stepNanos, int steps, List<Chart> charts) {
  /** As many steps as a chart on a wide screen can show apart; our choice. */
  private static final int MOST_STEPS = 240;

  private static final long SECOND = 1_000_000_000L;

  /** Lengths of steps in seconds that people read times in. */
  private static final int[] SECONDS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600};

  /**
   * Series over one axis.
   *
   * @param unit of all their values
   */
  public record Chart(String title, Unit unit, List<Series> series) {}

  /**
   * @param values by step; NaN where nothing is known
   */
  public record Series(String label, double[] values) {}

  /** Without any chart where the recording holds no chunk. */
  public static Timeline of(Recording recording) {
    long from = recording.startNanos();
    long span = Math.max(0, recording.endNanos() - from);
    long step = stepNanos(span);
    int count = (int) Math.max(1, (span + step - 1) / step);
    TimeSteps steps = new TimeSteps(from, step, count);
    return new Timeline(
        from, step, count, span == 0 ? List.of() : TimelineCharts.of(recording, steps));
  }

  /** The step that a moment lies in, the first or last where it lies outside. */
  public int step(long timeNanos) {
    long step = Math.floorDiv(timeNanos - fromNanos, stepNanos);
    return (int) Math.max(0, Math.min(steps - 1, step));
  }

  private static long stepNanos(long span) {
    for (int seconds : SECONDS) {
      if (span <= seconds * SECOND * MOST_STEPS) {
        return seconds * SECOND;
      }
    }
    long hours = SECONDS[SECONDS.length - 1] * SECOND * MOST_STEPS;
    return SECONDS[SECONDS.length - 1] * SECOND * ((span + hours - 1) / hours);
  }
}
