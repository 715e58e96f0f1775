package io.sonde.agent.recorder;

/** What the agent did so far, as sonde.AgentState tells it. */
public record AgentCounters(
    long probeCalls,
    int instrumentedMethods,
    int failedClasses,
    long suppressedErrors,
    long droppedSlowCalls) {
  public static final AgentCounters NONE = new AgentCounters(0, 0, 0, 0, 0);
}
