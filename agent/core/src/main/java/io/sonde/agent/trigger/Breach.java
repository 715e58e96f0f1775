package io.sonde.agent.trigger;

import io.sonde.agent.config.DumpCondition;

/**
 * A condition that holds.
 *
 * @param measured in the measure's unit
 * @param lastedNanos since it was first seen
 */
public record Breach(DumpCondition condition, double measured, long lastedNanos) {}
