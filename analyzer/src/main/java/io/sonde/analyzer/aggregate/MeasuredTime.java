package io.sonde.analyzer.aggregate;

/**
 * Time of one or several requests as far as it was measured. What only samples tell is kept as the
 * samples say it until the end: shares of one short request are noise, those of many are not. Times
 * are nanoseconds, whole numbers as long as one request with weight 1 is added: a double holds 104
 * days of them exactly.
 */
final class MeasuredTime {
  private final double[] exact = new double[Part.values().length];

  /** Neither wait nor pause, nor exact CPU time. */
  private double open;

  /** That of it whose CPU time only samples tell. */
  private double openToSamples;

  private double sampledCpu;
  private double sampledRunnable;

  /** Exact CPU time that the samples of runnable threads hold, too. */
  private double ranBesideSamples;

  private double pausedInWaits;
  private double weight;

  void add(Part part, double nanos) {
    exact[part.ordinal()] += nanos;
  }

  void pausedInWait(double nanos) {
    pausedInWaits += nanos;
  }

  /**
   * Adds time outside waits and pauses of which samples tell more.
   *
   * @param nanos without what is known to be CPU time
   * @param ranNanos what is known to be CPU time
   * @param cpuNanos of CPU samples; negative where CPU time is known exactly
   * @param runnableNanos of wall-clock samples whose thread was runnable
   */
  void open(double nanos, double ranNanos, double cpuNanos, double runnableNanos) {
    open += nanos;
    ranBesideSamples += ranNanos;
    sampledRunnable += runnableNanos;
    if (cpuNanos >= 0) {
      openToSamples += nanos;
      sampledCpu += cpuNanos;
    }
  }

  /** Adds the time of a request that counts so many times. */
  void add(MeasuredTime request, double times) {
    for (int i = 0; i < exact.length; i++) {
      exact[i] += request.exact[i] * times;
    }
    open += request.open * times;
    openToSamples += request.openToSamples * times;
    sampledCpu += request.sampledCpu * times;
    sampledRunnable += request.sampledRunnable * times;
    ranBesideSamples += request.ranBesideSamples * times;
    pausedInWaits += request.pausedInWaits * times;
    weight += times;
  }

  /** The whole, split. */
  Split split() {
    return split(1);
  }

  /** The mean of the requests that were added. */
  Split mean() {
    return split(weight);
  }

  private Split split(double requests) {
    double[] nanos = exact.clone();
    double estimated = Math.min(sampledCpu, openToSamples);
    nanos[Part.CPU.ordinal()] += estimated;
    double more = Math.max(0, sampledRunnable - ranBesideSamples - estimated);
    double runnable = Math.min(more, open - estimated);
    nanos[Part.RUNNABLE.ordinal()] += runnable;
    nanos[Part.UNEXPLAINED.ordinal()] += open - estimated - runnable;
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] /= requests;
    }
    return new Split(nanos, estimated > 0, runnable > 0, pausedInWaits / requests);
  }
}
