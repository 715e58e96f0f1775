package io.sonde.bootstrap;

/**
 * What the probes do at present. Set by the agent, read by every probe call: plain moves on x86.
 */
public final class TimingMode {
  /** 1: every call is timed; N: one call in N on average, at random distance. */
  static volatile int stride = 1;

  /** Least duration of a sonde.SlowCall. */
  static volatile long slowCallNanos = Long.MAX_VALUE;

  /** Number of the current reporting period. */
  static volatile int period;

  private TimingMode() {}

  public static void setStride(int newStride) {
    stride = newStride;
  }

  /** 0 switches sonde.SlowCall off. */
  public static void setSlowCallNanos(long nanos) {
    slowCallNanos = nanos == 0 ? Long.MAX_VALUE : nanos;
  }
}
