package io.sonde.analyzer.recording.decode;

import io.sonde.analyzer.recording.decode.FieldInfo.TimeUnitOf;

/**
 * One chunk's clock. Times of two chunks are never compared in ticks: recorders of one file may
 * count from different starts.
 */
public final class Ticks {
  private static final double NANOS_PER_SECOND = 1e9;

  private final long startTicks;
  private final long startNanos;
  private final double ticksPerNano;

  Ticks(ChunkHeader header) {
    this.startTicks = header.startTicks();
    this.startNanos = header.startNanos();
    this.ticksPerNano = header.ticksPerSecond() / NANOS_PER_SECOND;
  }

  /** Nanoseconds since the epoch. */
  long instant(long ticks) {
    return startNanos + (long) ((ticks - startTicks) / ticksPerNano);
  }

  /** Nanoseconds. */
  long span(long ticks) {
    return (long) (ticks / ticksPerNano);
  }

  /** A time field's value in nanoseconds: since the epoch for an instant. */
  long nanos(TimeUnitOf unit, long value) {
    return switch (unit) {
      case TIMESTAMP_TICKS -> instant(value);
      case SPAN_TICKS -> span(value);
      case TIMESTAMP_MILLIS, SPAN_MILLIS -> multiply(value, 1_000_000);
      case SPAN_SECONDS -> multiply(value, 1_000_000_000);
      case SPAN_MICROS -> multiply(value, 1_000);
      case TIMESTAMP_NANOS, SPAN_NANOS, NONE -> value;
    };
  }

  /** Long.MIN_VALUE and MAX_VALUE stand for "unknown" and "for ever". */
  private static long multiply(long value, long factor) {
    long high = Math.multiplyHigh(value, factor);
    long low = value * factor;
    boolean fits = high == 0 && low >= 0 || high == -1 && low < 0;
    return fits ? low : value < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }
}
