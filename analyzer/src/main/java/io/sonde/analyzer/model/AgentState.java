package io.sonde.analyzer.model;

/**
 * What the agent did up to one instant (sonde.AgentState); counts are cumulative.
 *
 * @param timeNanos nanoseconds since the epoch
 */
public record AgentState(
    long timeNanos,
    long probeCalls,
    int instrumentedMethods,
    int failedClasses,
    long suppressedErrors) {}
