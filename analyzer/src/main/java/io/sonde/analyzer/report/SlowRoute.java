package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.aggregate.RouteSummary;
import io.sonde.analyzer.aggregate.SlowComparison;
import io.sonde.analyzer.aggregate.SlowComparison.Culprit;
import io.sonde.analyzer.aggregate.Stretches;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.PrintableText;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The route on which users waited longest, where they waited so long that it must be said. */
record SlowRoute(RouteSummary route) {
  /**
   * Nanoseconds after which a user's flow of thought breaks (J. Nielsen, Usability Engineering,
   * 1993; RAIL's limit for loading is the same): a service that lets one in a hundred wait so long
   * is not called healthy.
   */
  static final long SLOW_NANOS = 1_000_000_000L;

  /** Nanoseconds up to which an answer seems immediate (Nielsen 1993; RAIL): worth no word. */
  static final long IMMEDIATE_NANOS = 100_000_000L;

  /** Fewer slow ones may have met anything, as for the comparison of slow ones. */
  private static final int HANDFUL = 5;

  /** Slow ones against the median, from which they are a kind of their own; our choice. */
  static final double FAR_ABOVE_MEDIAN = 10;

  /** Empty where nobody waited long, and where none of them is far above the others. */
  static Optional<SlowRoute> of(RequestSummary summary, Recording recording) {
    long steady = Stretches.of(recording).warmup().endNanos();
    return summary.routes().stream()
        .filter(route -> !route.route().isBackground())
        .filter(route -> isSlow(route) || isUneven(route))
        .filter(route -> slowSince(steady, route, recording) >= HANDFUL)
        .max(
            Comparator.comparing((RouteSummary route) -> isSlow(route))
                .thenComparingLong(RouteSummary::p99Nanos))
        .map(SlowRoute::new);
  }

  /** How many were slow after the start-up, in which every service is. */
  private static int slowSince(long steadyNanos, RouteSummary route, Recording recording) {
    RequestTable table = recording.requests().table();
    int index = recording.requests().routes().indexOf(route.route());
    long limit = isSlow(route) ? SLOW_NANOS : IMMEDIATE_NANOS;
    int slow = 0;
    for (int i = 0; i < table.size(); i++) {
      boolean counts = table.route(i) == index && table.startNanos(i) >= steadyNanos;
      slow += counts && table.durationNanos(i) >= limit ? 1 : 0;
    }
    return slow;
  }

  boolean isSlow() {
    return isSlow(route);
  }

  /** A handful of slow ones at least, for one alone may have met anything. */
  private static boolean isSlow(RouteSummary route) {
    SlowComparison comparison = route.comparison();
    return route.p50Nanos() >= SLOW_NANOS
        || route.p99Nanos() >= SLOW_NANOS
            && comparison != null
            && comparison.slow().split().totalNanos() >= SLOW_NANOS;
  }

  private static boolean isUneven(RouteSummary route) {
    return route.comparison() != null
        && route.p99Nanos() >= IMMEDIATE_NANOS
        && route.p99Nanos() >= FAR_ABOVE_MEDIAN * route.p50Nanos();
  }

  /** {@code GET /search takes 1.02 s at p99, most of it sleeping in Depot.search}. */
  String headline() {
    SlowComparison comparison = route.comparison();
    String takes =
        RouteWords.name(route)
            + (route.p50Nanos() >= SLOW_NANOS
                ? " takes " + Formats.nanos(route.p50Nanos()) + " as a rule"
                : " takes " + Formats.nanos(route.p99Nanos()) + " at p99");
    return comparison == null ? takes : takes + ", most of it " + mainPart(comparison);
  }

  /** The percentiles and, where it is known, what the slow ones waited for. */
  String sentences() {
    return "The slowest route is "
        + RouteWords.name(route)
        + ": median "
        + Formats.nanos(route.p50Nanos())
        + ", p99 "
        + Formats.nanos(route.p99Nanos())
        + ". "
        + RouteWords.whySlow(route);
  }

  /** In what slow ones differ most, else what takes them longest. */
  static String mainPart(SlowComparison comparison) {
    Part largest = comparison.largest();
    Part main = largest != null ? largest : longest(comparison);
    String estimated = main == Part.UNEXPLAINED ? "unexplained by what was recorded" : main.words();
    return estimated + place(largest == null ? null : comparison.culprit());
  }

  private static Part longest(SlowComparison comparison) {
    Part longest = Part.UNEXPLAINED;
    for (Part part : Part.values()) {
      if (comparison.slow().split().nanos(part) > comparison.slow().split().nanos(longest)) {
        longest = part;
      }
    }
    return longest;
  }

  private static String place(@Nullable Culprit culprit) {
    Place method = culprit == null ? null : culprit.method();
    if (method == null) {
      return "";
    }
    String type = method.className().substring(method.className().lastIndexOf('.') + 1);
    return " in "
        + PrintableText.shortened((type.isEmpty() ? "" : type + ".") + method.methodName());
  }
}
