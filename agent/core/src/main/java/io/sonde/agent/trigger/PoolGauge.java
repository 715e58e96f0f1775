package io.sonde.agent.trigger;

import io.sonde.agent.config.DumpCondition;
import io.sonde.bootstrap.NamePattern;
import io.sonde.bootstrap.Pool;
import io.sonde.bootstrap.Pools;
import java.util.OptionalDouble;

/** Mean time that was waited for a connection in the last ten seconds, failed waits included. */
final class PoolGauge implements Gauge {
  private record Counters(long waits, long nanos) {}

  private final NamePattern pools;
  private final Window<Counters> window = new Window<>();

  PoolGauge(DumpCondition condition) {
    this.pools = new NamePattern(condition.subject());
  }

  @Override
  public OptionalDouble look(long now) {
    long waits = 0;
    long nanos = 0;
    for (Pool pool : Pools.all()) {
      if (pools.matches(pool.name())) {
        waits += pool.acquires() + pool.failures();
        nanos += pool.waitNanos();
      }
    }
    Counters before = window.add(now, new Counters(waits, nanos));
    return before == null || waits <= before.waits()
        ? OptionalDouble.empty()
        : OptionalDouble.of((nanos - before.nanos()) / (double) (waits - before.waits()));
  }
}
