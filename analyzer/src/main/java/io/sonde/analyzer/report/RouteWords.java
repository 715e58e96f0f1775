package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.MeanOfRequests;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.aggregate.RouteSummary;
import io.sonde.analyzer.aggregate.RouteSummary.CallsPerRequest;
import io.sonde.analyzer.aggregate.RouteSummary.PerRequest;
import io.sonde.analyzer.aggregate.RouteSummary.TasksPerRequest;
import io.sonde.analyzer.aggregate.SlowComparison;
import io.sonde.analyzer.aggregate.SlowComparison.Culprit;
import io.sonde.analyzer.aggregate.SlowComparison.Group;
import io.sonde.analyzer.aggregate.SlowComparison.HeldBy;
import io.sonde.analyzer.aggregate.SlowComparison.StatementUse;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.PrintableText;
import io.sonde.analyzer.unit.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a route's numbers say, in sentences that all reports share. */
final class RouteWords {
  private static final String UNKNOWN = "–";

  /** Of a statement in a sentence: its beginning and its end tell it from others. Our choice. */
  private static final int STATEMENT_CHARS = 80;

  private RouteWords() {}

  /** {@code 3,120 requests of 4 routes, and 12 calls by schedulers and brokers of 2, …}. */
  static String headline(List<RouteSummary> routes) {
    List<RouteSummary> background =
        routes.stream().filter(each -> each.route().isBackground()).toList();
    List<RouteSummary> users =
        routes.stream().filter(each -> !each.route().isBackground()).toList();
    String requests = count(total(users), "request") + " of " + count(users.size(), "route");
    if (background.isEmpty()) {
      return requests;
    }
    String calls = count(total(background), "call") + " by schedulers and brokers of ";
    return users.isEmpty()
        ? calls + count(background.size(), "route")
        : requests + ", and " + calls + background.size() + ", which no user waits for";
  }

  private static long total(List<RouteSummary> routes) {
    return routes.stream().mapToLong(RouteSummary::count).sum();
  }

  /** {@code 93.1 % of the requests' time is explained.}; empty where that is unknown. */
  static String explained(RequestSummary summary) {
    return Double.isNaN(summary.explainedShare())
        ? ""
        : Formats.percent(summary.explainedShare()) + " of the requests' time is explained.";
  }

  static String name(RouteSummary route) {
    String name = PrintableText.shortened(route.route().name());
    return route.route().isBackground() ? name + " (" + route.route().kind() + ")" : name;
  }

  /** A mean that may be unknown. */
  static String perRequest(double value, Unit unit) {
    return Double.isNaN(value) ? UNKNOWN : Formats.format(value, unit);
  }

  /** A mean that may be unknown, or told by samples: {@code about 4.1 ms ± 12 %}. */
  static String mean(MeanOfRequests mean, Unit unit) {
    return mean.isEstimated()
        ? "about "
            + Formats.format(mean.value(), unit)
            + " ± "
            + Formats.percent(Math.min(1, mean.relativeError()))
        : perRequest(mean.value(), unit);
  }

  /** {@code 2 tasks each, queued 3.1 ms}. */
  static String tasks(TasksPerRequest use) {
    return Formats.format(use.tasks(), Unit.COUNT)
        + (use.tasks() == 1 ? " task" : " tasks")
        + " each, queued "
        + Formats.nanos(use.queuedNanos());
  }

  /** {@code SQL 4.1 ms each (12.5 statements), waits 20 µs for connections}. */
  static String database(PerRequest use) {
    return "SQL "
        + Formats.nanos(use.statementNanos())
        + " each ("
        + Formats.format(use.statements(), Unit.COUNT)
        + (use.statements() == 1 ? " statement" : " statements")
        + "), waits "
        + Formats.nanos(use.connectionNanos())
        + " for connections";
  }

  /** {@code outgoing HTTP 16 ms each (1 call)}. */
  static String calls(CallsPerRequest use) {
    return "outgoing HTTP "
        + Formats.nanos(use.waitedNanos())
        + " each ("
        + Formats.format(use.calls(), Unit.COUNT)
        + (use.calls() == 1 ? " call)" : " calls)");
  }

  static String rate(RouteSummary route) {
    return perRequest(route.perSecond(), Unit.PER_SECOND);
  }

  /** Why the slow ones are slow, or why that cannot be told. */
  static String whySlow(RouteSummary route) {
    SlowComparison comparison = route.comparison();
    if (comparison == null) {
      return route.notCompared();
    }
    String slow = slowGroup(comparison);
    Part largest = comparison.largest();
    if (largest == null) {
      return slow + " take no longer than those around the median.";
    }
    double difference = comparison.differenceNanos();
    return slow
        + " take "
        + Formats.nanos(difference)
        + " longer than "
        + medianGroup(comparison)
        + ": "
        + Formats.nanos(comparison.differenceNanos(largest))
        + " more "
        + largest.words()
        + (comparison.slow().split().isEstimated(largest) ? " (estimated from samples)" : "")
        + culprit(largest, comparison.culprit())
        + ".";
  }

  private static String culprit(Part part, @Nullable Culprit culprit) {
    if (culprit == null) {
      return "";
    }
    StringBuilder text = new StringBuilder(statement(culprit.statement()));
    text.append(downstream(culprit.downstream()));
    if (!culprit.lockClass().isEmpty()) {
      text.append(part == Part.PARK ? ", waiting for " : " of ");
      text.append(PrintableText.shortened(culprit.lockClass()));
    }
    Place method = culprit.method();
    if (method != null) {
      boolean called = culprit.statement() != null || culprit.downstream() != null;
      text.append(called ? ", called in " : " in ");
      text.append(PrintableText.shortened(code(method)));
    }
    text.append(" (").append(Formats.percent(culprit.share())).append(" of it)");
    if (!culprit.owner().isEmpty()) {
      text.append(", which thread ")
          .append(PrintableText.shortened(culprit.owner()))
          .append(" held")
          .append(heldBy(culprit.heldBy()));
    }
    return text.toString();
  }

  private static String statement(@Nullable StatementUse use) {
    return use == null
        ? ""
        : " of \""
            + PrintableText.shortened(use.text(), STATEMENT_CHARS)
            + "\", which a slow one runs "
            + times(use.perSlow())
            + " and one around the median "
            + times(use.perMedian());
  }

  private static String downstream(@Nullable StatementUse use) {
    return use == null
        ? ""
        : " of downstream "
            + PrintableText.shortened(use.text(), STATEMENT_CHARS)
            + ", which a slow one calls "
            + times(use.perSlow())
            + " and one around the median "
            + times(use.perMedian());
  }

  private static String times(double count) {
    return count == 0
        ? "never"
        : Formats.format(count, Unit.COUNT) + (count == 1 ? " time" : " times");
  }

  private static String heldBy(@Nullable HeldBy heldBy) {
    return heldBy == null
        ? " before most often"
        : " in "
            + PrintableText.shortened(code(heldBy.method()))
            + " ("
            + heldBy.doing().words()
            + ")";
  }

  static String code(Place place) {
    String method =
        place.className().isEmpty()
            ? place.methodName()
            : place.className() + "." + place.methodName();
    return place.line() > 0 ? method + ":" + place.line() : method;
  }

  /** {@code The slowest 1 % (12 requests, 812 ms on average)}. */
  static String slowGroup(SlowComparison comparison) {
    Group slow = comparison.slow();
    return (comparison.slowestPercent() ? "The slowest 1 %" : "The slowest " + slow.requests())
        + " ("
        + (comparison.slowestPercent() ? group(slow) : mean(slow))
        + ")";
  }

  /** {@code those around the median (120 requests, 21.4 ms on average)}. */
  static String medianGroup(SlowComparison comparison) {
    return "those around the median (" + group(comparison.median()) + ")";
  }

  private static String group(Group group) {
    boolean forOthers = Math.round(group.standsFor()) > group.requests();
    return count(group.requests(), "request")
        + (forOthers ? " that stand for " + Formats.format(group.standsFor(), Unit.COUNT) : "")
        + ", "
        + mean(group);
  }

  private static String mean(Group group) {
    return Formats.nanos(group.split().totalNanos()) + " on average";
  }

  private static String count(long number, String noun) {
    return Formats.format(number, Unit.COUNT) + " " + noun + (number == 1 ? "" : "s");
  }
}
