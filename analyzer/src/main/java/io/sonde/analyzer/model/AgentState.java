package io.sonde.analyzer.model;

/**
 * What the agent did up to one instant (sonde.AgentState); counts are cumulative.
 *
 * @param timeNanos nanoseconds since the epoch
 * @param budgetNanos CPU time in a second that the probes may take; 0 without a governor
 * @param estimatedCostNanos what they took in the second before
 * @param leastCostNanos what they would have taken with all turned down that can be
 */
public record AgentState(
    long timeNanos,
    long probeCalls,
    int instrumentedMethods,
    int failedClasses,
    long suppressedErrors,
    long budgetNanos,
    long estimatedCostNanos,
    long leastCostNanos) {}
