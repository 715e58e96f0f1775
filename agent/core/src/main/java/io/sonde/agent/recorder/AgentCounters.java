package io.sonde.agent.recorder;

/** What the agent did so far, as sonde.AgentState tells it. */
public record AgentCounters(
    long probeCalls,
    int instrumentedMethods,
    int failedClasses,
    long suppressedErrors,
    long droppedSlowCalls,
    Overhead overhead) {
  public static final AgentCounters NONE = new AgentCounters(0, 0, 0, 0, 0, Overhead.UNKNOWN);

  /**
   * What the probes cost in the last second, in nanoseconds of CPU time per second.
   *
   * @param budgetNanos 0: the governor is off, or there is nothing yet for it to do
   * @param leastNanos with all turned down that can be
   * @param turnedDown one probe per line
   */
  public record Overhead(
      long budgetNanos, long costNanos, long leastNanos, int throttledMethods, String turnedDown) {
    public static final Overhead UNKNOWN = new Overhead(0, 0, 0, 0, "");
  }
}
