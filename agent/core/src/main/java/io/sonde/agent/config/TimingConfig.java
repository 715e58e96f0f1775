package io.sonde.agent.config;

import java.util.List;

/**
 * What method timing needs to know.
 *
 * @param stride 1: every call is timed; N: one in N
 * @param memoryBytes heap for per-thread counters
 * @param slowCallNanos threshold of sonde.SlowCall; 0: none are written
 */
public record TimingConfig(
    List<String> include,
    List<String> exclude,
    long stride,
    long periodNanos,
    long memoryBytes,
    long slowCallNanos,
    long slowCallsPerSecond) {
  /** A period that is off: events are written when a chunk of the recording ends. */
  private static final long NEVER = Long.MAX_VALUE;

  public static TimingConfig of(Settings settings) {
    return new TimingConfig(
        settings.list(Key.INCLUDE),
        settings.list(Key.EXCLUDE),
        settings.number(Key.TIMING),
        period(settings.number(Key.TIMING_PERIOD)),
        settings.number(Key.TIMING_MEMORY),
        settings.number(Key.SLOW_CALL),
        settings.number(Key.SLOW_CALLS_PER_SECOND));
  }

  private static long period(long nanos) {
    return nanos == 0 ? NEVER : nanos;
  }
}
