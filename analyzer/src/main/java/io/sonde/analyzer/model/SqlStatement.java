package io.sonde.analyzer.model;

/**
 * One statement, commit or rollback; docs/events.md describes the event.
 *
 * @param startNanos nanoseconds since the epoch
 * @param thread index into {@link Recording#threads()}, or -1
 * @param requestId as {@link Request#id()}; 0 outside of requests
 * @param text index into {@link SqlTable#texts()}
 * @param rows that were changed; -1 when unknown
 * @param batchSize statements of a batch, else 1
 */
public record SqlStatement(
    long startNanos,
    long durationNanos,
    int thread,
    long requestId,
    int text,
    long rows,
    int batchSize,
    boolean failed) {}
