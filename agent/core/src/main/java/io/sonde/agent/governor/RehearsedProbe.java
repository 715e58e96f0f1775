package io.sonde.agent.governor;

/**
 * What is calibrated, with bounds: a measurement outside of them says more about the moment than
 * about the probe. The lower bounds are below the best that we saw on any machine, the upper ones
 * above what the probes cost on a slow one with a clock that is read by a system call. Events are
 * few, so their code is hardly compiled while it is measured: their upper bound is what compiled
 * code takes at most.
 */
enum RehearsedProbe {
  COUNTED("count only", 200, 0.3, 40),
  EXACT("exact timing", 100, 10, 3_000),
  REQUEST("request", 50, 200, 30_000),
  STATEMENT("SQL statement", 100, 50, 10_000),
  EVENT("event", 5, 50, 2_000);

  private final String title;
  private final int callsPerRound;
  private final double leastNanos;
  private final double mostNanos;

  /**
   * @param callsPerRound few enough for many rounds, so that the loop is soon compiled as a whole,
   *     and for a round to be far shorter than the time that the system's scheduler gives a thread;
   *     enough for the reading of the clock between two rounds to be a small part
   */
  RehearsedProbe(String title, int callsPerRound, double leastNanos, double mostNanos) {
    this.title = title;
    this.callsPerRound = callsPerRound;
    this.leastNanos = leastNanos;
    this.mostNanos = mostNanos;
  }

  String title() {
    return title;
  }

  int callsPerRound() {
    return callsPerRound;
  }

  double bounded(double nanos) {
    return Math.min(mostNanos, Math.max(leastNanos, nanos));
  }
}
