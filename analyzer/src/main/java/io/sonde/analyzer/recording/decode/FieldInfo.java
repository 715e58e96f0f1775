package io.sonde.analyzer.recording.decode;

/**
 * One field of a type, as the chunk's metadata describes it.
 *
 * @param pooled true when events hold a key into the constant pool of the field's type
 * @param tick what a number counts in, for times
 * @param unsigned true when a number has no sign
 */
public record FieldInfo(
    String name, TypeInfo type, boolean pooled, boolean array, TimeUnitOf tick, boolean unsigned) {

  /** What a field that is a point in time or a span counts in; NONE for all others. */
  public enum TimeUnitOf {
    NONE,
    TIMESTAMP_TICKS,
    TIMESTAMP_MILLIS,
    TIMESTAMP_NANOS,
    SPAN_TICKS,
    SPAN_SECONDS,
    SPAN_MILLIS,
    SPAN_MICROS,
    SPAN_NANOS
  }
}
