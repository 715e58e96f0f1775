package io.sonde.analyzer.aggregate;

/** Time spread over steps of equal length, as of a histogram whose axis is the clock. */
final class TimeSpread {
  private static final long SHORTEST_NANOS = 1_000_000_000L;

  /** In 8 MB; steps of longer recordings are longer. */
  private static final int MOST = 1 << 20;

  private final long fromNanos;
  private final long stepNanos;
  private final double[] nanos;

  /** What lies outside is left out. */
  TimeSpread(long fromNanos, long toNanos) {
    long span = Math.max(1, toNanos - fromNanos);
    this.fromNanos = fromNanos;
    this.stepNanos = Math.max(SHORTEST_NANOS, span / MOST + 1);
    this.nanos = new double[(int) ((span + stepNanos - 1) / stepNanos)];
  }

  /** Adds the time from one moment to another, so many times. */
  void add(long from, long to, double times) {
    long end = Math.min(to, fromNanos + nanos.length * stepNanos);
    for (long at = Math.max(from, fromNanos); at < end; ) {
      int step = (int) ((at - fromNanos) / stepNanos);
      long next = Math.min(end, stepStart(step + 1));
      nanos[step] += (next - at) * times;
      at = next;
    }
  }

  int size() {
    return nanos.length;
  }

  long stepNanos() {
    return stepNanos;
  }

  /** Begin of a step, nanoseconds since the epoch; the end of the last one for {@link #size}. */
  long stepStart(int step) {
    return fromNanos + step * stepNanos;
  }

  double nanos(int step) {
    return nanos[step];
  }

  double total() {
    return total(0, nanos.length);
  }

  /** Of the steps from one on to before another. */
  double total(int from, int to) {
    double total = 0;
    for (int step = from; step < Math.min(to, nanos.length); step++) {
      total += nanos[step];
    }
    return total;
  }

  /**
   * The shortest run of steps that holds a share of the time, earliest first.
   *
   * @return its first step, and the one behind its last
   */
  int[] shortest(double share) {
    double wanted = share * total() * (1 - 1e-9);
    int[] best = {0, nanos.length};
    double inside = 0;
    int from = 0;
    for (int to = 0; to < nanos.length; to++) {
      inside += nanos[to];
      while (from < to && inside - nanos[from] >= wanted) {
        inside -= nanos[from++];
      }
      if (inside >= wanted && to + 1 - from < best[1] - best[0]) {
        best = new int[] {from, to + 1};
      }
    }
    return best;
  }
}
