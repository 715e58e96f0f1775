package io.sonde.agent.signal;

import io.sonde.bootstrap.Objective;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * How fast an objective's error budget is spent: the share of bad requests divided by the share
 * that the objective allows; at 1 the budget lasts exactly as long as the objective's period
 * (Google's SRE Workbook, chapter 5).
 */
final class BurnRate {
  /** Counters are kept this far apart, so that an hour of them is 360. */
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long KEPT_NANOS = TimeUnit.HOURS.toNanos(1);

  private record Look(long nanoTime, long good, long total) {}

  private final Objective objective;
  private final Deque<Look> looks = new ArrayDeque<>();

  BurnRate(Objective objective, long now) {
    this.objective = objective;
    looks.add(new Look(now, 0, 0)); // it began to count a moment ago
  }

  Objective objective() {
    return objective;
  }

  /** To be called now and then, with {@code now} of System.nanoTime. */
  void look(long now) {
    if (now - looks.getLast().nanoTime() >= STEP_NANOS) {
      looks.addLast(new Look(now, objective.good(), objective.total()));
    }
    while (looks.size() > 1 && now - looks.getFirst().nanoTime() > KEPT_NANOS + STEP_NANOS) {
      looks.removeFirst();
    }
  }

  /** Of the last so many ns, or of all where there are fewer; empty without a request in them. */
  OptionalDouble over(long nanos, long now) {
    Look from = looks.getFirst();
    for (Look each : looks) {
      if (now - each.nanoTime() >= nanos) {
        from = each;
      }
    }
    long good = objective.good() - from.good();
    long total = objective.total() - from.total();
    return total == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.max(0, total - good) / (double) total / (1 - objective.target()));
  }
}
