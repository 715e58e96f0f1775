package io.sonde.agent.instrument;

import io.sonde.bootstrap.RouteCell;
import io.sonde.bootstrap.RouteTimingEvent;
import io.sonde.bootstrap.RouteTotals;
import io.sonde.bootstrap.Routes;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes sonde.RouteTiming. Counters only grow; an event holds the difference to the event before.
 */
final class RouteReporter {
  private final Map<RouteCell, RouteTotals> previous = new IdentityHashMap<>();
  private long previousNanoTime = System.nanoTime();
  private long requests;

  /** Writes an event per route that served requests since the last report. */
  synchronized void report() {
    if (!new RouteTimingEvent().isEnabled()) {
      return;
    }
    long now = System.nanoTime();
    long sum = 0;
    for (RouteCell route : Routes.all()) {
      RouteTotals totals = route.endPeriod();
      RouteTotals before = previous.put(route, totals);
      sum += totals.calls().count();
      LatencyDelta delta = new LatencyDelta(totals.calls(), before == null ? null : before.calls());
      if (!delta.isEmpty()) {
        write(route, delta, totals, before, now - previousNanoTime);
      }
    }
    requests = sum;
    previousNanoTime = now;
  }

  /** Requests that ended, up to the last report. */
  synchronized long requests() {
    return requests;
  }

  private static void write(
      RouteCell route,
      LatencyDelta delta,
      RouteTotals now,
      @Nullable RouteTotals before,
      long periodNanos) {
    RouteTimingEvent event = new RouteTimingEvent();
    event.kind = route.kind();
    event.route = route.route();
    event.count = delta.count();
    event.errors = now.errors() - (before == null ? 0 : before.errors());
    event.totalNanos = delta.totalNanos();
    event.maxNanos = delta.maxNanos();
    event.p50Nanos = delta.percentile(50);
    event.p90Nanos = delta.percentile(90);
    event.p99Nanos = delta.percentile(99);
    event.p999Nanos = delta.percentile(99.9);
    event.histogram = delta.encoded();
    event.cpuNanos = now.cpuNanos() - (before == null ? 0 : before.cpuNanos());
    event.allocatedBytes = now.allocatedBytes() - (before == null ? 0 : before.allocatedBytes());
    event.measuredCount = now.measured() - (before == null ? 0 : before.measured());
    event.periodNanos = periodNanos;
    event.commit();
  }
}
