package io.sonde.analyzer.rule.pool;

import io.sonde.analyzer.rule.Need;
import io.sonde.events.EventNames;
import java.util.Set;

/** What rules on pools need. */
final class PoolNeeds {
  static final Need STATES =
      new Need(
          "states of connection pools",
          Set.of(EventNames.POOL_STATE),
          "Record with Sonde's agent; no event of the JDK tells of pools.");

  static final Need HOLDS =
      new Need(
          "connections in use",
          Set.of(EventNames.CONNECTION_HOLD),
          "Record with Sonde's agent; no event of the JDK tells of connections.");

  private PoolNeeds() {}
}
