package io.sonde.analyzer.model;

/**
 * A pool of connections at one time, and what passed since its previous state; docs/events.md
 * describes the event.
 *
 * @param timeNanos nanoseconds since the epoch
 * @param pool index into {@link Pools#names()}
 * @param idle -1 when unknown, and so {@code total} and {@code limit}
 * @param pending threads that wait
 * @param failures waits that ended without a connection, timeouts among them
 * @param waitNanos of all waits that ended since
 * @param openLong held longer than the agent's threshold and not closed yet
 * @param leaked never closed, since the recording began
 */
public record PoolState(
    long timeNanos,
    int pool,
    int active,
    int mostActive,
    int idle,
    int total,
    int pending,
    int limit,
    long acquires,
    long timeouts,
    long failures,
    long waitNanos,
    long holds,
    long holdNanos,
    int openLong,
    long leaked) {
  PoolState ofPool(int number) {
    return new PoolState(
        timeNanos,
        number,
        active,
        mostActive,
        idle,
        total,
        pending,
        limit,
        acquires,
        timeouts,
        failures,
        waitNanos,
        holds,
        holdNanos,
        openLong,
        leaked);
  }
}
