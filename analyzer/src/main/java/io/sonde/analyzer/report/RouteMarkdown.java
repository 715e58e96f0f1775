package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.aggregate.RouteSummary;
import io.sonde.analyzer.aggregate.SlowComparison;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.io.IOException;
import java.util.List;

/** Requests as tables: all routes, and where the time of the dearest ones went. */
final class RouteMarkdown {
  private static final int LISTED = 25;
  private static final int EXPLAINED = 3;

  /** Of a row, beside the route. */
  private static final int CELLS = 17;

  /** Parts below this share of both wholes are left out of a table; our choice. */
  private static final double SMALL_SHARE = 0.005;

  private RouteMarkdown() {}

  /** Nothing where no requests were recorded. */
  static void write(Appendable out, RequestSummary summary) throws IOException {
    List<RouteSummary> routes = summary.routes();
    if (routes.isEmpty()) {
      return;
    }
    out.append("## Requests\n\n").append(RouteWords.headline(routes));
    out.append(", most time first. ").append(RouteWords.explained(summary));
    out.append("\n\n| Route | Count | Rate | Errors | p50 | p90 | p99 | p99.9");
    out.append(" | Max | CPU each | Bytes each | SQL each | SQL time each | Connection wait each");
    out.append(" | HTTP calls each | HTTP time each | Tasks each | Queued each |\n");
    out.append("|---|").append("--:|".repeat(CELLS)).append('\n');
    for (RouteSummary route : routes.subList(0, Math.min(LISTED, routes.size()))) {
      row(out, route);
    }
    if (routes.size() > LISTED) {
      out.append("\nand ").append(String.valueOf(routes.size() - LISTED)).append(" more.\n");
    }
    out.append('\n');
    for (RouteSummary route : routes.subList(0, Math.min(EXPLAINED, routes.size()))) {
      explained(out, route);
    }
  }

  private static void row(Appendable out, RouteSummary route) throws IOException {
    out.append("| ").append(MarkdownReport.escape(RouteWords.name(route)));
    for (String cell :
        List.of(
            Formats.format(route.count(), Unit.COUNT),
            RouteWords.rate(route),
            Formats.format(route.errors(), Unit.COUNT),
            Formats.nanos(route.p50Nanos()),
            Formats.nanos(route.p90Nanos()),
            Formats.nanos(route.p99Nanos()),
            Formats.nanos(route.p999Nanos()),
            Formats.nanos(route.maxNanos()),
            RouteWords.mean(route.cpuNanos(), Unit.NANOSECONDS),
            RouteWords.mean(route.allocatedBytes(), Unit.BYTES),
            RouteWords.perRequest(route.database().statements(), Unit.COUNT),
            RouteWords.perRequest(route.database().statementNanos(), Unit.NANOSECONDS),
            RouteWords.perRequest(route.database().connectionNanos(), Unit.NANOSECONDS),
            RouteWords.perRequest(route.http().calls(), Unit.COUNT),
            RouteWords.perRequest(route.http().waitedNanos(), Unit.NANOSECONDS),
            RouteWords.perRequest(route.tasks().tasks(), Unit.COUNT),
            RouteWords.perRequest(route.tasks().queuedNanos(), Unit.NANOSECONDS))) {
      out.append(" | ").append(cell);
    }
    out.append(" |\n");
  }

  private static void explained(Appendable out, RouteSummary route) throws IOException {
    out.append("**").append(MarkdownReport.escape(RouteWords.name(route))).append(".** ");
    out.append(MarkdownReport.escape(RouteWords.whySlow(route))).append("\n\n");
    SlowComparison comparison = route.comparison();
    if (comparison == null) {
      return;
    }
    out.append("| Mean time in | Slow | Median |\n|---|--:|--:|\n");
    for (Part part : Part.values()) {
      double slow = comparison.slow().split().nanos(part);
      double median = comparison.median().split().nanos(part);
      if (slow < SMALL_SHARE * comparison.slow().split().totalNanos()
          && median < SMALL_SHARE * comparison.median().split().totalNanos()) {
        continue;
      }
      out.append("| ").append(part.words());
      out.append(comparison.slow().split().isEstimated(part) ? " (estimated)" : "");
      out.append(" | ").append(Formats.nanos(slow));
      out.append(" | ").append(Formats.nanos(median)).append(" |\n");
    }
    out.append('\n');
  }
}
