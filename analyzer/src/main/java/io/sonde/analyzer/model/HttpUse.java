package io.sonde.analyzer.model;

/**
 * What one or several requests asked of other services by HTTP; exact.
 *
 * @param calls that ended before their request did
 * @param waitedNanos time that the requests' threads waited for them
 */
public record HttpUse(long calls, long waitedNanos) {
  /** Of agents that did not look at HTTP clients yet. */
  public static final HttpUse UNKNOWN = new HttpUse(-1, -1);

  public static final HttpUse NONE = new HttpUse(0, 0);

  public boolean isKnown() {
    return calls >= 0 && waitedNanos >= 0;
  }

  /** The sum; unknown where one of both is. */
  public HttpUse plus(HttpUse other) {
    return isKnown() && other.isKnown()
        ? new HttpUse(calls + other.calls, waitedNanos + other.waitedNanos)
        : UNKNOWN;
  }
}
