package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.aggregate.RouteSummary;
import io.sonde.analyzer.finding.StatementPlan;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests on a terminal: a few lines, the dearest routes and why the first is slow. */
final class RouteText {
  private static final int LISTED = 3;

  /** Reasons that are written out unless verbose. */
  private static final int EXPLAINED = 1;

  private RouteText() {}

  /**
   * Nothing where no requests were recorded.
   *
   * @param plans of statements, by text
   */
  static void write(
      TextPage page, RequestSummary summary, Map<String, StatementPlan> plans, boolean verbose) {
    List<RouteSummary> routes = summary.routes();
    if (routes.isEmpty()) {
      return;
    }
    page.blank();
    page.paragraph(
        "", "Requests: ", TextPage.BOLD, RouteWords.headline(routes) + ", most time first.");
    if (!RouteWords.explained(summary).isEmpty()) {
      page.paragraph("  ", "", "", RouteWords.explained(summary));
    }
    int listed = verbose ? routes.size() : Math.min(LISTED, routes.size());
    for (int i = 0; i < listed; i++) {
      RouteSummary route = routes.get(i);
      page.paragraph("  ", "", "", RouteWords.name(route) + ": " + facts(route));
      if (verbose || i < EXPLAINED) {
        page.paragraph("    ", "Slow ones: ", TextPage.BOLD, RouteWords.whySlow(route));
      }
    }
    if (listed < routes.size()) {
      page.line("  … " + (routes.size() - listed) + " more; --verbose lists them all.");
    }
    if (verbose) {
      StatementReport.text(page, "Statements: ", summary.statements(), plans);
      StatementReport.text(page, "Outgoing HTTP: ", summary.calls(), Map.of());
    }
  }

  private static String facts(RouteSummary route) {
    List<String> facts = new ArrayList<>();
    facts.add(Formats.format(route.count(), Unit.COUNT) + " (" + RouteWords.rate(route) + ")");
    facts.add("errors " + Formats.format(route.errors(), Unit.COUNT));
    facts.add("p50 " + Formats.nanos(route.p50Nanos()));
    facts.add("p90 " + Formats.nanos(route.p90Nanos()));
    facts.add("p99 " + Formats.nanos(route.p99Nanos()));
    facts.add("p99.9 " + Formats.nanos(route.p999Nanos()));
    facts.add("max " + Formats.nanos(route.maxNanos()));
    if (route.cpuNanos().isKnown()) {
      facts.add("CPU " + RouteWords.mean(route.cpuNanos(), Unit.NANOSECONDS) + " each");
    }
    if (route.allocatedBytes().isKnown()) {
      facts.add("allocates " + RouteWords.mean(route.allocatedBytes(), Unit.BYTES) + " each");
    }
    if (route.database().isUse()) {
      facts.add(RouteWords.database(route.database()));
    }
    if (route.http().isUse()) {
      facts.add(RouteWords.calls(route.http()));
    }
    if (route.tasks().isUse()) {
      facts.add(RouteWords.tasks(route.tasks()));
    }
    return String.join(", ", facts);
  }
}
