package io.sonde.agent.signal;

/**
 * What became of spans.
 *
 * @param made that are to be sent
 * @param sent that a back end has taken; where there are two, once for each
 * @param failed likewise, that none has
 */
record SpanCounts(long made, long sent, long failed) {}
