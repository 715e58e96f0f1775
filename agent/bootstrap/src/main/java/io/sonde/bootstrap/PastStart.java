package io.sonde.bootstrap;

import java.lang.reflect.Field;

/**
 * Sets an event's start back to when a slow call began, for an event object per call, just in case,
 * would be dear. JFR adds a field startTime to each event class and counts it in ticks, whose rate
 * two readings of both clocks tell.
 */
final class PastStart {
  /** Distance from which the rate of ticks is exact to about one in 10 000. */
  private static final long LEAST_DISTANCE_NANOS = 10_000_000;

  private static final Field START = startField();

  private static volatile long firstNanos;
  private static volatile long firstTicks;

  private PastStart() {}

  /** Takes the first reading once a recording runs, where that has not been done. */
  static void calibrate() {
    if (START != null && firstTicks == 0) {
      SlowCallEvent event = new SlowCallEvent();
      event.begin();
      firstNanos = System.nanoTime();
      firstTicks = ticks(event);
    }
  }

  /** Begins the event {@code elapsedNanos} ago. False if that cannot be told yet. */
  static boolean begin(SlowCallEvent event, long elapsedNanos) {
    long distanceNanos = System.nanoTime() - firstNanos;
    if (firstTicks == 0 || distanceNanos < LEAST_DISTANCE_NANOS) {
      return false;
    }
    event.begin();
    double ticksPerNano = (ticks(event) - firstTicks) / (double) distanceNanos;
    try {
      START.setLong(event, ticks(event) - (long) (elapsedNanos * ticksPerNano));
      return true;
    } catch (IllegalAccessException impossible) {
      return false;
    }
  }

  private static long ticks(SlowCallEvent event) {
    try {
      return START.getLong(event);
    } catch (IllegalAccessException impossible) {
      return 0;
    }
  }

  private static Field startField() {
    try {
      Field field = SlowCallEvent.class.getDeclaredField("startTime");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException changedJdk) {
      return null;
    }
  }
}
