package io.sonde.agent.governor;

import io.sonde.bootstrap.GovernorStepEvent;
import io.sonde.bootstrap.MethodTable;

/** Writes sonde.GovernorStep. */
final class StepWriter {
  private StepWriter() {}

  static void write(Step step) {
    GovernorStepEvent event = new GovernorStepEvent();
    event.probe = step.method() < 0 ? "events" : "method";
    if (step.method() >= 0) {
      MethodTable.TimedMethod method = MethodTable.method(step.method());
      event.className = method.className();
      event.methodName = method.methodName();
      event.descriptor = method.descriptor();
    }
    event.from = step.from();
    event.to = step.to();
    event.reason = step.reason().words();
    event.callsPerSecond = step.perSecond();
    event.costBeforeNanos = Math.round(step.costBefore());
    event.costAfterNanos = Math.round(step.costAfter());
    event.budgetNanos = Math.round(step.budget());
    event.commit();
  }
}
