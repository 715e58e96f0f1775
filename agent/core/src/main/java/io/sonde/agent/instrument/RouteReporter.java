package io.sonde.agent.instrument;

import io.sonde.bootstrap.RouteCell;
import io.sonde.bootstrap.RouteTimingEvent;
import io.sonde.bootstrap.RouteTotals;
import io.sonde.bootstrap.Routes;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
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
    List<RouteCell> routes = Routes.all();
    // The event class is dear to make known to JFR, and many programs serve no request.
    if (!routes.isEmpty() && !new RouteTimingEvent().isEnabled()) {
      return;
    }
    long now = System.nanoTime();
    long sum = 0;
    for (RouteCell route : routes) {
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
    event.totalNanos = delta.totalNanos();
    event.maxNanos = delta.maxNanos();
    event.p50Nanos = delta.percentile(50);
    event.p90Nanos = delta.percentile(90);
    event.p99Nanos = delta.percentile(99);
    event.p999Nanos = delta.percentile(99.9);
    event.histogram = delta.encoded();
    event.errors = since(before, now, RouteTotals::errors);
    event.cpuNanos = since(before, now, RouteTotals::cpuNanos);
    event.allocatedBytes = since(before, now, RouteTotals::allocatedBytes);
    event.measuredCount = since(before, now, RouteTotals::measured);
    event.sqlCount = since(before, now, RouteTotals::sqlCount);
    event.sqlNanos = since(before, now, RouteTotals::sqlNanos);
    event.connectionNanos = since(before, now, RouteTotals::connectionNanos);
    event.httpCount = since(before, now, RouteTotals::httpCount);
    event.httpNanos = since(before, now, RouteTotals::httpNanos);
    event.periodNanos = periodNanos;
    event.commit();
  }

  private static long since(
      @Nullable RouteTotals before, RouteTotals now, ToLongFunction<RouteTotals> value) {
    return value.applyAsLong(now) - (before == null ? 0 : value.applyAsLong(before));
  }
}
