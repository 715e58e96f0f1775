package io.sonde.analyzer.rule.cpu;

/**
 * How long work waits for one of several processors: the M/M/c queue (A. K. Erlang 1917; L.
 * Kleinrock, "Queueing Systems", 1975). Real work comes in bursts and so waits longer; a
 * time-slicing scheduler spreads the same wait over all.
 */
final class QueueingTheory {
  /** Halvings of the interval until use is known to a thousandth of a per cent. */
  private static final int STEPS = 17;

  private QueueingTheory() {}

  /**
   * Mean wait as a multiple of the mean work; infinite where the work is more than can be done.
   *
   * @param use share of the processors in use, 0 to 1
   */
  static double waitPerWork(int processors, double use) {
    if (use >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double load = processors * Math.max(0, use);
    double blocking = 1;
    for (int i = 1; i <= processors; i++) {
      blocking = load * blocking / (i + load * blocking);
    }
    double waiting = blocking / (1 - Math.max(0, use) * (1 - blocking));
    return waiting / (processors * (1 - use));
  }

  /** Use at which work waits as long as it takes, so that all takes twice the time. */
  static double useThatDoubles(int processors) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (waitPerWork(processors, middle) < 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
