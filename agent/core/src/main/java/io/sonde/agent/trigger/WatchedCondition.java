package io.sonde.agent.trigger;

import io.sonde.agent.config.DumpCondition;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A condition with what it has seen so far. */
final class WatchedCondition {
  private final DumpCondition condition;
  private final Gauge gauge;
  private boolean breached;
  private long since;

  WatchedCondition(DumpCondition condition, Gauge gauge) {
    this.condition = condition;
    this.gauge = gauge;
  }

  /**
   * Looks once more.
   *
   * @return null unless the condition holds, and has held for as long as it has to. A look that
   *     says nothing ends a breach: a service that serves nobody is not slow
   */
  @Nullable Breach look(long now) {
    OptionalDouble measured = gauge.look(now);
    if (measured.isEmpty() || !condition.isBreachedBy(measured.getAsDouble())) {
      breached = false;
      return null;
    }
    if (!breached) {
      breached = true;
      since = now;
    }
    long lasted = now - since;
    return lasted < condition.forNanos()
        ? null
        : new Breach(condition, measured.getAsDouble(), lasted);
  }
}
