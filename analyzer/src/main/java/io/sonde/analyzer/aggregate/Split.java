package io.sonde.analyzer.aggregate;

import java.util.Arrays;

/** What a request's time, or the mean of several, went into. The parts sum to the whole. */
public final class Split {
  private final double[] nanos;
  private final boolean cpuEstimated;
  private final boolean runnableEstimated;
  private final double pausedInWaitsNanos;

  /**
   * @param nanos by {@link Part}
   */
  Split(
      double[] nanos, boolean cpuEstimated, boolean runnableEstimated, double pausedInWaitsNanos) {
    this.nanos = nanos.clone();
    this.cpuEstimated = cpuEstimated;
    this.runnableEstimated = runnableEstimated;
    this.pausedInWaitsNanos = pausedInWaitsNanos;
  }

  public double nanos(Part part) {
    return nanos[part.ordinal()];
  }

  /** The whole, in nanoseconds. */
  public double totalNanos() {
    return Arrays.stream(nanos).sum();
  }

  /** True where samples told the part, and not an exact measurement. */
  public boolean isEstimated(Part part) {
    return part == Part.RUNNABLE && runnableEstimated || part == Part.CPU && cpuEstimated;
  }

  /** GC pauses within waits, in nanoseconds: a part of those, and of no other. */
  public double pausedInWaitsNanos() {
    return pausedInWaitsNanos;
  }
}
