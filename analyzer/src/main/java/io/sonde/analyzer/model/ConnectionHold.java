package io.sonde.analyzer.model;

/**
 * One connection in use; docs/events.md describes the event.
 *
 * @param startNanos nanoseconds since the epoch
 * @param durationNanos until it was closed, or until the agent last looked
 * @param requestId in which it was asked for, as {@link Request#id()}; 0 outside of requests
 * @param pool index into {@link Pools#names()}
 * @param holdId 0 of a short one
 * @param open not closed when the agent last looked
 * @param leaked never closed, and no longer referred to
 */
public record ConnectionHold(
    long startNanos,
    long durationNanos,
    long requestId,
    int pool,
    long holdId,
    boolean open,
    boolean leaked) {}
