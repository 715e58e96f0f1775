package io.sonde.agent.governor;

/**
 * What is calibrated, with bounds: a measurement outside of them says more about the moment than
 * about the probe. The lower bounds are below the best that we saw on any machine, the upper ones
 * above what the probes cost on a slow one with a clock that is read by a system call.
 */
enum RehearsedProbe {
  COUNTED("count only", 2_000, 0.3, 40),
  EXACT("exact timing", 500, 10, 3_000),
  REQUEST("request", 50, 200, 30_000),
  STATEMENT("SQL statement", 100, 50, 10_000),
  EVENT("event", 10, 50, 10_000);

  private final String title;
  private final int callsPerRound;
  private final double leastNanos;
  private final double mostNanos;

  /**
   * @param callsPerRound so that a round takes some microseconds: far above the clock's own cost,
   *     far below the time that the system's scheduler gives a thread
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
