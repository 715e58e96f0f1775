package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.aggregate.RouteSummary;
import io.sonde.analyzer.aggregate.SlowComparison;
import io.sonde.analyzer.aggregate.Split;
import io.sonde.analyzer.aggregate.TracedRequest;
import io.sonde.analyzer.aggregate.Waterfall;
import io.sonde.analyzer.finding.Analysis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page's section of requests draws, as plain maps and lists. Times are nanoseconds. */
final class RouteData {
  private RouteData() {}

  /** Null where no requests were recorded: the page then has no such section. */
  static @Nullable Map<String, Object> of(RequestSummary summary, Analysis analysis, String trace) {
    List<RouteSummary> routes = summary.routes();
    if (routes.isEmpty()) {
      return null;
    }
    List<Waterfall> traced =
        trace.isEmpty()
            ? List.of()
            : TracedRequest.of(analysis.recording(), trace).stream()
                .map(TracedRequest::waterfall)
                .toList();
    return Map.of(
        "headline", RouteWords.headline(routes),
        "explained", RouteWords.explained(summary),
        "statements", StatementReport.data(summary.statements(), analysis.plans()),
        "calls", StatementReport.data(summary.calls(), Map.of()),
        "routes", routes.stream().map(RouteData::route).toList(),
        "trace", trace,
        "traced", WaterfallData.of(traced, analysis.recording()),
        "slowest", WaterfallData.of(summary.slowest(), analysis.recording()));
  }

  private static Map<String, Object> route(RouteSummary route) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("route", RouteWords.name(route));
    data.put("count", route.count());
    data.put("perSecond", known(route.perSecond()));
    data.put("errors", route.errors());
    data.put("total", route.totalNanos());
    data.put("p50", route.p50Nanos());
    data.put("p90", route.p90Nanos());
    data.put("p99", route.p99Nanos());
    data.put("p999", route.p999Nanos());
    data.put("max", route.maxNanos());
    data.put("cpu", known(route.cpuNanos().value()));
    data.put("cpuError", route.cpuNanos().relativeError());
    data.put("bytes", known(route.allocatedBytes().value()));
    data.put("bytesError", route.allocatedBytes().relativeError());
    data.put("sql", known(route.database().statements()));
    data.put("sqlTime", known(route.database().statementNanos()));
    data.put("connection", known(route.database().connectionNanos()));
    data.put("http", known(route.http().calls()));
    data.put("httpTime", known(route.http().waitedNanos()));
    data.put("tasks", known(route.tasks().tasks()));
    data.put("queued", known(route.tasks().queuedNanos()));
    data.put("why", RouteWords.whySlow(route));
    SlowComparison comparison = route.comparison();
    if (comparison != null) {
      Split slow = comparison.slow().split();
      Split median = comparison.median().split();
      data.put("slow", group(RouteWords.slowGroup(comparison), slow));
      data.put("median", group(RouteWords.medianGroup(comparison), median));
      data.put("parts", parts(slow, median));
    }
    return data;
  }

  private static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static Map<String, Object> group(String label, Split split) {
    return Map.of(
        "label", label, "mean", split.totalNanos(), "pausedInWaits", split.pausedInWaitsNanos());
  }

  private static List<Map<String, Object>> parts(Split slow, Split median) {
    List<Map<String, Object>> parts = new ArrayList<>();
    for (Part part : Part.values()) {
      if (slow.nanos(part) > 0 || median.nanos(part) > 0) {
        parts.add(
            Map.of(
                "id", part.id(),
                "words", part.words(),
                "slow", slow.nanos(part),
                "median", median.nanos(part),
                "estimated", slow.isEstimated(part) || median.isEstimated(part)));
      }
    }
    return parts;
  }
}
