package io.sonde.agent.instrument;

import io.sonde.bootstrap.AgentLog;
import io.sonde.bootstrap.ConnectionHolds;
import io.sonde.bootstrap.Pool;
import io.sonde.bootstrap.PoolStateEvent;
import io.sonde.bootstrap.Pools;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Writes sonde.PoolState, and sonde.ConnectionHold of what is held long and still open. */
final class PoolReporter {
  /** Counters only grow; an event holds the difference to the event before. */
  private record Totals(
      long acquires, long timeouts, long failures, long waitNanos, long holds, long holdNanos) {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

    static Totals of(Pool pool) {
      return new Totals(
          pool.acquires(),
          pool.timeouts(),
          pool.failures(),
          pool.waitNanos(),
          pool.holds(),
          pool.holdNanos());
    }
  }

  private final Map<Pool, Totals> previous = new WeakHashMap<>();
  private long previousNanoTime = System.nanoTime();
  private boolean complained;

  synchronized void report() {
    List<Pool> pools = Pools.all();
    // The event class is dear to make known to JFR, and many programs have no pool.
    if (pools.isEmpty() || !new PoolStateEvent().isEnabled()) {
      return;
    }
    long now = System.nanoTime();
    Map<Pool, Integer> openLong = ConnectionHolds.report();
    for (Pool pool : pools) {
      Totals totals = Totals.of(pool);
      Totals before = previous.put(pool, totals);
      if (totals.acquires() + totals.failures() > 0) { // before that it may not know its name
        write(pool, totals, before, openLong.getOrDefault(pool, 0), now - previousNanoTime);
      }
    }
    previousNanoTime = now;
  }

  private void write(
      Pool pool, Totals now, @Nullable Totals known, int openLong, long periodNanos) {
    Totals before = known == null ? Totals.NONE : known;
    PoolGauges gauges = read(pool);
    PoolStateEvent event = new PoolStateEvent();
    event.pool = pool.name();
    event.dataSource = pool.className();
    event.active = gauges.active();
    event.mostActive = Math.max(gauges.active(), pool.takeMostActive());
    event.idle = gauges.idle();
    event.total = gauges.total();
    event.pending = gauges.pending();
    event.limit = gauges.limit();
    event.acquires = now.acquires() - before.acquires();
    event.timeouts = now.timeouts() - before.timeouts();
    event.failures = now.failures() - before.failures();
    event.waitNanos = now.waitNanos() - before.waitNanos();
    event.holds = now.holds() - before.holds();
    event.holdNanos = now.holdNanos() - before.holdNanos();
    event.openLong = openLong;
    event.leaked = pool.leaked();
    event.periodNanos = periodNanos;
    event.commit();
  }

  private PoolGauges read(Pool pool) {
    try {
      return PoolGauges.of(pool);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError other) {
      if (!complained) {
        complained = true;
        AgentLog.say("the state of " + pool.className() + " cannot be read: " + other + ".");
      }
      return PoolGauges.counted(pool);
    }
  }
}
