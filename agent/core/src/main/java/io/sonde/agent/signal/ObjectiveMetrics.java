package io.sonde.agent.signal;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.sonde.bootstrap.Objective;
import io.sonde.bootstrap.Objectives;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Service level objectives as they are when somebody asks. */
final class ObjectiveMetrics {
  private static final Map<String, Long> WINDOWS =
      Map.of("5m", TimeUnit.MINUTES.toNanos(5), "1h", TimeUnit.HOURS.toNanos(1));

  private final List<BurnRate> rates;
  private final ObservableLongMeasurement requests;
  private final ObservableDoubleMeasurement burn;

  private ObjectiveMetrics(Meter meter) {
    long now = System.nanoTime();
    rates = Objectives.all().stream().map(each -> new BurnRate(each, now)).toList();
    requests =
        meter
            .counterBuilder("sonde.slo.requests")
            .setUnit("{request}")
            .setDescription("Requests that a service level objective is about.")
            .buildObserver();
    burn =
        meter
            .gaugeBuilder("sonde.slo.burn_rate")
            .setUnit("1")
            .setDescription("Share of bad requests, divided by the share that is allowed.")
            .buildObserver();
  }

  static BatchCallback register(Meter meter) {
    ObjectiveMetrics metrics = new ObjectiveMetrics(meter);
    return meter.batchCallback(metrics::observe, metrics.requests, metrics.burn);
  }

  private synchronized void observe() {
    long now = System.nanoTime();
    for (BurnRate rate : rates) {
      Objective objective = rate.objective();
      long good = objective.good();
      long bad = Math.max(0, objective.total() - good);
      String name = objective.text();
      requests.record(good, Attributes.of(Names.SLO, name, Names.SLO_GOOD, true));
      requests.record(bad, Attributes.of(Names.SLO, name, Names.SLO_GOOD, false));
      rate.look(now);
      WINDOWS.forEach(
          (window, nanos) ->
              rate.over(nanos, now)
                  .ifPresent(
                      value ->
                          burn.record(
                              value, Attributes.of(Names.SLO, name, Names.SLO_WINDOW, window))));
    }
  }
}
