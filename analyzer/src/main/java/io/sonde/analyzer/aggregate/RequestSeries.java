package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.LongArrayList;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Route;
import java.util.Arrays;
import java.util.List;

/**
 * Users' requests over time, by the step that they began in.
 *
 * @param logLatency logarithm of the mean duration, each against its route's median; NaN in steps
 *     in which none began
 * @param logRate logarithm of requests per second; NaN likewise
 */
record RequestSeries(double[] logLatency, double[] logRate) {
  /** A request that met nothing else counts no more than this many ordinary ones; our choice. */
  private static final double MOST = 1_000;

  static RequestSeries of(Recording recording, TimeSteps steps) {
    RequestTable table = recording.requests().table();
    List<Route> routes = recording.requests().routes();
    double[] medians = medians(table, routes.size());
    double[] sums = steps.series(0);
    double[] counts = steps.series(0);
    for (int i = 0; i < table.size(); i++) {
      int step = steps.at(table.startNanos(i));
      int route = table.route(i);
      if (step >= 0 && !routes.get(route).isBackground()) {
        double weight = table.weight(i);
        sums[step] += weight * Math.min(MOST, table.durationNanos(i) / medians[route]);
        counts[step] += weight;
      }
    }
    double[] latency = TimeSteps.means(sums, counts);
    double[] rate = steps.series(Double.NaN);
    for (int i = 0; i < latency.length; i++) {
      latency[i] = Math.log(latency[i]);
      rate[i] = counts[i] == 0 ? Double.NaN : Math.log(counts[i] * 1e9 / steps.lengthNanos());
    }
    return new RequestSeries(latency, rate);
  }

  /** Of each route's durations, at least 1 ns. */
  private static double[] medians(RequestTable table, int routes) {
    LongArrayList[] durations = new LongArrayList[routes];
    Arrays.setAll(durations, route -> new LongArrayList());
    for (int i = 0; i < table.size(); i++) {
      durations[table.route(i)].add(table.durationNanos(i));
    }
    double[] medians = new double[routes];
    for (int route = 0; route < routes; route++) {
      long[] sorted = durations[route].toArray();
      Arrays.sort(sorted);
      medians[route] = sorted.length == 0 ? 1 : Math.max(1, sorted[sorted.length / 2]);
    }
    return medians;
  }
}
