package io.sonde.bootstrap;

/** What the probes do at present. Set by the agent, read by probe calls: plain moves on x86. */
public final class TimingMode {
  /** In place of a stride: calls are counted and none is timed. */
  public static final int COUNT_ONLY = 0;

  /**
   * What is configured: 1: every call is timed; N: one call in N on average, at random distance.
   * Read when a cell is made, not by calls; {@link MethodTable#stride} has a method's own.
   */
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
