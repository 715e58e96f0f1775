package io.sonde.analyzer.aggregate;

/**
 * A part of a recording in which something was raised.
 *
 * @param fromNanos nanoseconds since the epoch
 * @param level mean in it, in the signal's unit
 * @param ordinary median of all times
 */
public record Stretch(Signal signal, long fromNanos, long toNanos, double level, double ordinary) {
  /** What is watched over time. */
  public enum Signal {
    /**
     * Duration of users' requests, each against its route's median, so that a change of the mix is
     * none. Twice as long: our choice.
     */
    LATENCY,
    /** Requests of users per second; twice as many: our choice. */
    RATE,
    /** Share of all cores that the JVM uses; 30 points more: our choice. */
    CPU,
    /** Share of the time that all threads stood still; 5 points more, as gc-pressure's note. */
    PAUSES,
    /** Threads that wait for a connection, on average; one more: our choice. */
    CONNECTION_WAIT,
    /** Heap after collections in bytes; half as much again: our choice. */
    LIVE_SET
  }

  public long lengthNanos() {
    return toNanos - fromNanos;
  }

  /** How many times the ordinary. */
  public double factor() {
    return ordinary == 0 ? Double.NaN : level / ordinary;
  }
}
