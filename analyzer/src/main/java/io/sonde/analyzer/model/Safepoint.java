package io.sonde.analyzer.model;

/**
 * A time in which all Java threads were stopped.
 *
 * @param startNanos when they were told to stop, nanoseconds since the epoch
 * @param stoppedNanos when the last one had stopped
 * @param endNanos when they were let go
 */
public record Safepoint(long id, long startNanos, long stoppedNanos, long endNanos) {}
