package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.DatabaseUse;
import io.sonde.analyzer.model.HttpUse;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.RouteTiming;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Exact totals by route, the agent's periods added up. */
final class RouteFacts {
  private final Map<Route, Total> totals = new LinkedHashMap<>();
  private final LatencyHistograms histograms;

  RouteFacts(LatencyHistograms histograms) {
    this.histograms = histograms;
  }

  /**
   * Adds one period of one route.
   *
   * @param database of its requests
   * @param http likewise
   */
  void period(Event event, DatabaseUse database, HttpUse http) {
    Route route = RequestSinks.route(event);
    Total total = totals.computeIfAbsent(route, added -> new Total());
    total.count += event.number("count");
    total.errors += event.number("errors");
    total.totalNanos += event.number("totalNanos");
    total.maxNanos = Math.max(total.maxNanos, event.number("maxNanos"));
    total.database = total.database.plus(database);
    total.http = total.http.plus(http);
    long measured = event.number("measuredCount");
    if (measured > 0) {
      total.measuredCount += measured;
      total.cpuNanos += event.number("cpuNanos");
      total.allocatedBytes += event.number("allocatedBytes");
    }
    histograms.add(event.text("histogram"), total.histogram);
  }

  void add(RouteFacts later) {
    later.totals.forEach(
        (route, total) -> totals.computeIfAbsent(route, added -> new Total()).add(total));
  }

  void finish(RecordingBuilder builder) {
    totals.forEach((route, total) -> builder.requests().add(total.timing(route)));
  }

  private static final class Total {
    private final Histogram histogram = LatencyHistograms.empty();
    private long count;
    private long errors;
    private long totalNanos;
    private long maxNanos;
    private long cpuNanos;
    private long allocatedBytes;
    private long measuredCount;
    private DatabaseUse database = new DatabaseUse(0, 0, 0);
    private HttpUse http = HttpUse.NONE;

    private void add(Total later) {
      histogram.add(later.histogram);
      count += later.count;
      errors += later.errors;
      totalNanos += later.totalNanos;
      maxNanos = Math.max(maxNanos, later.maxNanos);
      cpuNanos += later.cpuNanos;
      allocatedBytes += later.allocatedBytes;
      measuredCount += later.measuredCount;
      database = database.plus(later.database);
      http = http.plus(later.http);
    }

    private RouteTiming timing(Route route) {
      return new RouteTiming(
          route,
          count,
          errors,
          totalNanos,
          maxNanos,
          histogram,
          cpuNanos,
          allocatedBytes,
          measuredCount,
          database,
          http);
    }
  }
}
