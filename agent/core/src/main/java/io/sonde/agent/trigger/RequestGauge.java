package io.sonde.agent.trigger;

import io.sonde.agent.config.DumpCondition;
import io.sonde.agent.instrument.LatencyDelta;
import io.sonde.bootstrap.MethodTotals;
import io.sonde.bootstrap.NamePattern;
import io.sonde.bootstrap.RouteCell;
import io.sonde.bootstrap.Routes;
import java.util.OptionalDouble;

/** A percentile, or the failed share, of the requests of the last ten seconds. */
final class RequestGauge implements Gauge {
  /** Of fewer requests nothing is said; our choice. */
  static final long LEAST_REQUESTS = 10;

  private record Counters(MethodTotals calls, long failures) {}

  private final DumpCondition condition;
  private final NamePattern routes;
  private final Window<Counters> window = new Window<>();

  RequestGauge(DumpCondition condition) {
    this.condition = condition;
    this.routes = new NamePattern(condition.subject());
  }

  @Override
  public OptionalDouble look(long now) {
    MethodTotals calls = new MethodTotals();
    long failures = 0;
    for (RouteCell route : Routes.all()) {
      if (routes.matches(route.route())) {
        route.addTo(calls);
        failures += route.failures();
      }
    }
    Counters before = window.add(now, new Counters(calls, failures));
    if (before == null) {
      return OptionalDouble.empty();
    }
    LatencyDelta since = new LatencyDelta(calls, before.calls());
    if (since.count() < LEAST_REQUESTS) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        condition.measure() == DumpCondition.Measure.ERRORS
            ? (failures - before.failures()) / (double) since.count()
            : since.percentile(condition.percent()));
  }
}
