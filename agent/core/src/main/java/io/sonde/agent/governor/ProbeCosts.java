package io.sonde.agent.governor;

import io.sonde.bootstrap.TimingMode;

/**
 * What one call of each probe costs here, in nanoseconds of CPU time.
 *
 * @param counted a call that is only counted
 * @param exact a call that is timed
 * @param request a request from its beginning to its end, without its event
 * @param statement an SQL statement, without its event
 * @param event an event of the agent, written
 */
record ProbeCosts(double counted, double exact, double request, double statement, double event) {

  /** A call on average, where one in {@code stride} is timed. */
  double ofCall(int stride) {
    return stride == TimingMode.COUNT_ONLY
        ? counted
        : counted + Math.max(0, exact - counted) / stride;
  }
}
