package io.sonde.agent.trigger;

import io.sonde.agent.config.DumpCondition;
import io.sonde.bootstrap.LatencyBuckets;
import io.sonde.bootstrap.MethodTotals;
import io.sonde.bootstrap.RouteCell;
import io.sonde.bootstrap.Routes;
import java.util.OptionalDouble;

/** A percentile, or the failed share, of the requests of the last ten seconds. */
final class RequestGauge implements Gauge {
  /** Of fewer requests nothing is said; our choice. */
  static final long LEAST_REQUESTS = 10;

  private static final double WHOLE = 100;

  private record Counters(MethodTotals calls, long failures) {}

  private final DumpCondition condition;
  private final Window<Counters> window = new Window<>();

  RequestGauge(DumpCondition condition) {
    this.condition = condition;
  }

  @Override
  public OptionalDouble look(long now) {
    MethodTotals calls = new MethodTotals();
    long failures = 0;
    for (RouteCell route : Routes.all()) {
      if (condition.watches(route.route())) {
        route.addTo(calls);
        failures += route.failures();
      }
    }
    Counters before = window.add(now, new Counters(calls, failures));
    if (before == null || calls.count() - before.calls().count() < LEAST_REQUESTS) {
      return OptionalDouble.empty();
    }
    if (condition.measure() == DumpCondition.Measure.ERRORS) {
      return OptionalDouble.of(
          (failures - before.failures()) / (double) (calls.count() - before.calls().count()));
    }
    return OptionalDouble.of(percentile(calls, before.calls(), condition.percent()));
  }

  /** By rank, in ns: a value that at least so many percent do not exceed. */
  private static double percentile(MethodTotals now, MethodTotals before, double percent) {
    long left = (long) Math.ceil((now.count() - before.count()) * percent / WHOLE);
    long value = 0;
    for (int octave = 0; octave < LatencyBuckets.OCTAVES && left > 0; octave++) {
      for (int bucket = 0; bucket < LatencyBuckets.SUB_BUCKETS && left > 0; bucket++) {
        long calls = now.calls(octave, bucket) - before.calls(octave, bucket);
        if (calls > 0) {
          left -= calls;
          value = LatencyBuckets.middle(octave, bucket);
        }
      }
    }
    return value;
  }
}
