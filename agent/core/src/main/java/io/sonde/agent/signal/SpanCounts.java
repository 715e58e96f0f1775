package io.sonde.agent.signal;

/**
 * What became of spans.
 *
 * @param made that are to be sent
 * @param backEnds that each of them goes to
 * @param sent that a back end has taken, once for each
 * @param failed likewise, that none has
 */
record SpanCounts(long made, int backEnds, long sent, long failed) {
  /** Spans that may be on their way to a back end: a full queue, and a batch. */
  static final int MOST_PENDING = SignalSdk.QUEUE + SignalSdk.BATCH;

  /**
   * Spans, once for each back end, that found its queue full: at least, since the SDK does not tell
   * how many are on their way.
   */
  long dropped() {
    return Math.max(0, backEnds * (made - MOST_PENDING) - sent - failed);
  }
}
