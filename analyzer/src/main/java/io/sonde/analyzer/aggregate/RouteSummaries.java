package io.sonde.analyzer.aggregate;

import com.carrotsearch.hppc.IntArrayList;
import io.sonde.analyzer.aggregate.RouteSummary.CallsPerRequest;
import io.sonde.analyzer.aggregate.RouteSummary.PerRequest;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Requests;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.RouteTiming;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * All routes of a recording, the one that took most time first; those that no user waits for come
 * last, however long they take.
 */
public final class RouteSummaries {
  /** Nobody reads why so many routes are slow; those behind them take less time. Our choice. */
  private static final int MOST_COMPARED = 50;

  private final Recording recording;
  private final RouteUse use;
  private final Map<Route, IntArrayList> rows = new LinkedHashMap<>();
  private final Map<Route, RouteTiming> timings = new LinkedHashMap<>();

  private RouteSummaries(Recording recording) {
    this.recording = recording;
    this.use = new RouteUse(recording);
    Requests requests = recording.requests();
    requests.timings().forEach(each -> timings.put(each.route(), each));
    timings.keySet().forEach(route -> rows.put(route, new IntArrayList()));
    for (int i = 0; i < requests.table().size(); i++) {
      Route route = requests.routes().get(requests.table().route(i));
      rows.computeIfAbsent(route, added -> new IntArrayList()).add(i);
    }
  }

  /** None where the recording holds no requests. */
  static List<RouteSummary> of(Recording recording, SlowRequests slow) {
    return new RouteSummaries(recording).all(slow);
  }

  /** Of all routes in no order and without a look at slow ones, which costs much more. */
  public static List<RouteSummary> counts(Recording recording) {
    RouteSummaries summaries = new RouteSummaries(recording);
    List<RouteSummary> counts = new ArrayList<>();
    summaries.rows.forEach((route, rows) -> counts.add(summaries.summary(route, rows.toArray())));
    return List.copyOf(counts);
  }

  private List<RouteSummary> all(SlowRequests slow) {
    List<RouteSummary> all = new ArrayList<>();
    rows.forEach((route, ofRoute) -> all.add(summary(route, ofRoute.toArray())));
    all.sort(
        Comparator.comparing((RouteSummary each) -> each.route().isBackground())
            .thenComparing(Comparator.comparingLong(RouteSummary::totalNanos).reversed())
            .thenComparing(each -> each.route().name())
            .thenComparing(each -> each.route().kind()));
    for (int i = 0; i < all.size(); i++) {
      all.set(i, i < MOST_COMPARED ? compared(all.get(i), slow) : notCompared(all.get(i)));
    }
    return List.copyOf(all);
  }

  private RouteSummary compared(RouteSummary summary, SlowRequests slow) {
    IntArrayList ofRoute = rows.get(summary.route());
    RankedRequests ranked =
        RankedRequests.of(
            recording.requests().table(), ofRoute == null ? new int[0] : ofRoute.toArray());
    SlowComparison comparison = slow.compare(ranked);
    return with(
        summary,
        comparison,
        comparison != null
            ? ""
            : "The recording holds "
                + ranked.size()
                + " of its requests one by one: too few to tell slow ones from others, which takes "
                + SlowRequests.FEWEST
                + ".");
  }

  private static RouteSummary notCompared(RouteSummary summary) {
    return with(
        summary,
        null,
        "Slow requests are told apart for the "
            + MOST_COMPARED
            + " routes that users waited for longest, and this is none of them.");
  }

  private static RouteSummary with(
      RouteSummary of, @Nullable SlowComparison comparison, String notCompared) {
    return new RouteSummary(
        of.route(),
        of.count(),
        of.errors(),
        of.perSecond(),
        of.totalNanos(),
        of.p50Nanos(),
        of.p90Nanos(),
        of.p99Nanos(),
        of.p999Nanos(),
        of.maxNanos(),
        of.cpuNanos(),
        of.allocatedBytes(),
        of.database(),
        of.http(),
        of.tasks(),
        comparison,
        notCompared);
  }

  /** The agent's totals are exact; a process that was killed has not written its last ones. */
  private RouteSummary summary(Route route, int[] ofRoute) {
    RouteTiming timing = timings.get(route);
    return timing != null && timing.count() >= ofRoute.length
        ? counted(timing, ofRoute)
        : fromRequests(route, ofRoute);
  }

  private RouteSummary counted(RouteTiming timing, int[] ofRoute) {
    Histogram histogram = timing.histogram();
    if (histogram.getTotalCount() == 0 && ofRoute.length > 0) {
      return fromRequests(timing.route(), ofRoute);
    }
    double measured = timing.measuredCount() > 0 ? timing.measuredCount() : Double.NaN;
    return new RouteSummary(
        timing.route(),
        timing.count(),
        timing.errors(),
        perSecond(timing.count()),
        timing.totalNanos(),
        percentile(timing, 50),
        percentile(timing, 90),
        percentile(timing, 99),
        percentile(timing, 99.9),
        timing.maxNanos(),
        use.cpuNanos(timing.route(), timing.cpuNanos() / measured),
        use.allocatedBytes(timing.route(), timing.allocatedBytes() / measured),
        PerRequest.of(timing.database(), timing.count()),
        CallsPerRequest.of(timing.http(), timing.count()),
        use.tasks(timing.route()),
        null,
        "");
  }

  /** A histogram rounds up, within its precision. */
  private static long percentile(RouteTiming timing, double percent) {
    return Math.min(timing.maxNanos(), timing.histogram().getValueAtPercentile(percent));
  }

  private RouteSummary fromRequests(Route route, int[] ofRoute) {
    RequestTable table = recording.requests().table();
    RankedRequests ranked = RankedRequests.of(table, ofRoute);
    double total = 0;
    double failed = 0;
    for (int row : ofRoute) {
      Request request = table.get(row);
      total += request.durationNanos() * request.weight();
      failed += request.failed() ? request.weight() : 0;
    }
    return new RouteSummary(
        route,
        Math.round(ranked.weight()),
        Math.round(failed),
        perSecond(ranked.weight()),
        Math.round(total),
        ranked.percentile(50),
        ranked.percentile(90),
        ranked.percentile(99),
        ranked.percentile(99.9),
        ranked.percentile(100),
        use.cpuNanos(route, meanOfKnown(ofRoute, Request::cpuNanos)),
        use.allocatedBytes(route, meanOfKnown(ofRoute, Request::allocatedBytes)),
        new PerRequest(
            meanOfKnown(ofRoute, each -> each.database().statements()),
            meanOfKnown(ofRoute, each -> each.database().statementNanos()),
            meanOfKnown(ofRoute, each -> each.database().connectionNanos())),
        new CallsPerRequest(
            meanOfKnown(ofRoute, each -> each.http().calls()),
            meanOfKnown(ofRoute, each -> each.http().waitedNanos())),
        use.tasks(route),
        null,
        "");
  }

  private double meanOfKnown(int[] ofRoute, ToDoubleFunction<Request> of) {
    double sum = 0;
    double weight = 0;
    for (int row : ofRoute) {
      Request request = recording.requests().table().get(row);
      double value = of.applyAsDouble(request);
      sum += value < 0 ? 0 : value * request.weight();
      weight += value < 0 ? 0 : request.weight();
    }
    return weight == 0 ? Double.NaN : sum / weight;
  }

  private double perSecond(double count) {
    long covered = recording.coveredNanos();
    return covered <= 0 ? Double.NaN : count / (covered / 1e9);
  }
}
