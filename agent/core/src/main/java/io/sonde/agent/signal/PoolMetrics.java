package io.sonde.agent.signal;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.sonde.agent.instrument.PoolGauges;
import io.sonde.bootstrap.Pool;
import io.sonde.bootstrap.Pools;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pools of connections as they are when somebody asks. */
final class PoolMetrics {
  private static final String CONNECTION = "{connection}";

  private final ObservableLongMeasurement count;
  private final ObservableLongMeasurement max;
  private final ObservableLongMeasurement pending;
  private final ObservableLongMeasurement timeouts;

  private PoolMetrics(Meter meter) {
    count =
        meter
            .upDownCounterBuilder("db.client.connection.count")
            .setUnit(CONNECTION)
            .setDescription("Connections in the state that the attribute names.")
            .buildObserver();
    max =
        meter
            .upDownCounterBuilder("db.client.connection.max")
            .setUnit(CONNECTION)
            .setDescription("The most connections that may be open.")
            .buildObserver();
    pending =
        meter
            .upDownCounterBuilder("db.client.connection.pending_requests")
            .setUnit("{request}")
            .setDescription("Threads that wait for a connection.")
            .buildObserver();
    timeouts =
        meter
            .counterBuilder("db.client.connection.timeouts")
            .setUnit("{timeout}")
            .setDescription("Waits that ended without a connection because they took too long.")
            .buildObserver();
  }

  static BatchCallback register(Meter meter) {
    PoolMetrics metrics = new PoolMetrics(meter);
    return meter.batchCallback(
        metrics::observe, metrics.count, metrics.max, metrics.pending, metrics.timeouts);
  }

  /** Pools of one name are one pool: a measurement may be made once for its attributes. */
  private static final class Sum {
    private long active;
    private long idle;
    private long pending;
    private long limit;
    private long timeouts;
    private boolean knowsIdle = true;
    private boolean knowsLimit = true;

    private void add(PoolGauges gauges, long ended) {
      active += gauges.active();
      idle += gauges.idle();
      pending += gauges.pending();
      limit += gauges.limit();
      timeouts += ended;
      knowsIdle &= gauges.idle() >= 0;
      knowsLimit &= gauges.limit() >= 0;
    }
  }

  private void observe() {
    Map<String, Sum> byName = new LinkedHashMap<>();
    for (Pool pool : Pools.all()) {
      if (pool.acquires() + pool.failures() > 0) { // before that it may not know its name
        byName.computeIfAbsent(pool.name(), name -> new Sum()).add(read(pool), pool.timeouts());
      }
    }
    byName.forEach(this::observe);
  }

  private void observe(String name, Sum pool) {
    Attributes named = Attributes.of(Names.POOL, name);
    count.record(pool.active, Attributes.of(Names.POOL, name, Names.CONNECTION_STATE, "used"));
    if (pool.knowsIdle) {
      count.record(pool.idle, Attributes.of(Names.POOL, name, Names.CONNECTION_STATE, "idle"));
    }
    if (pool.knowsLimit) {
      max.record(pool.limit, named);
    }
    pending.record(pool.pending, named);
    timeouts.record(pool.timeouts, named);
  }

  private static PoolGauges read(Pool pool) {
    try {
      return PoolGauges.of(pool);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unreadable) {
      return PoolGauges.counted(pool); // the recorder says so, once
    }
  }
}
