package io.sonde.analyzer.recording;

import org.jspecify.annotations.Nullable;

/**
 * The event that a reader is at, whichever reader it is. Good until the sink returns. A field that
 * the type lacks gives what its getter says for none: fields come and go with JDK versions.
 */
interface Event {
  /** Nanoseconds since the epoch, by the chunk's own clock. */
  long startNanos();

  /** 0 for an event without a duration. */
  long durationNanos();

  /** Node of the event's stack trace in the model; {@code [unknown]} for none. */
  int stack();

  /**
   * Stands for the event's stack trace until the chunk's end, when {@link SampleSources} puts the
   * node in its place: stack traces are interned while events are read.
   */
  int stackHandle();

  /** Index of the thread in the model, -1 for none. */
  int thread(String field);

  /** Index of the thread that the event is about by its position; -1 for none. */
  default int thread() {
    return thread("eventThread");
  }

  /** Index of a class's name in the model, -1 for none. */
  int className(String field);

  /**
   * A whole number, times in nanoseconds, 1 for true; 0 for none.
   *
   * @throws ArithmeticException for a time that is "for ever" or "unknown"
   */
  long number(String field);

  /** 0 for none. */
  double real(String field);

  /** Empty for none. */
  String text(String field);

  @Nullable Structure structure(String field);

  /** A structure, or a constant of several fields, such as a class. */
  interface Structure {
    /** 0 for none. */
    long number(String field);

    /** Empty for none. */
    String text(String field);

    @Nullable Structure structure(String field);
  }
}
