package io.sonde.agent.governor;

import java.util.List;

/**
 * What the governor found at its last look. Costs are in ns of CPU time per second.
 *
 * @param share of all processors that the probes may take
 * @param budgetNanos the same per second
 * @param totalNanos what they take
 * @param leastNanos what they would take with all turned down that can be
 * @param throttledMethods methods that are timed less than configured
 * @param rows what the probes cost or are turned down, dearest first; at most 20
 */
public record GovernorState(
    double share,
    double budgetNanos,
    double totalNanos,
    double leastNanos,
    int throttledMethods,
    List<Row> rows) {

  /**
   * One probe.
   *
   * @param method its number; -1 where it is none
   * @param probe what it is, where it is no method
   * @param mode in words; empty where there is but one
   */
  public record Row(
      int method, String probe, double perSecond, double nanos, String mode, boolean turnedDown) {}

  public boolean isOverBudget() {
    return totalNanos > budgetNanos;
  }
}
