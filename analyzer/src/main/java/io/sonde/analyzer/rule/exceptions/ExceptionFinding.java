package io.sonde.analyzer.rule.exceptions;

import io.sonde.analyzer.aggregate.CallSite;
import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/** Words a finding on exceptions. */
record ExceptionFinding(
    Recording recording, ExceptionRate rate, ExceptionCost cost, Severity severity) {
  private static final int NAMED_SITES = 3;

  Finding finding() {
    boolean users = !Double.isNaN(cost.waiting());
    return new Finding(
        ExceptionStormRule.ID,
        severity,
        users ? cost.waiting() : cost.cpuIsKnown() ? cost.cpu().value() : 0,
        users ? ImpactOf.WAITING_TIME : ImpactOf.CPU_TIME,
        title(),
        summary(users),
        advice(),
        evidence(users),
        location(),
        null,
        rate.isKnown() ? rate.fromNanos() : recording.startNanos(),
        rate.isKnown() ? rate.toNanos() : recording.endNanos());
  }

  private String title() {
    String where = cost.sites().isEmpty() ? "" : " in " + shortNameOfFirst();
    return cost.cpuIsKnown() && cost.cpu().low() >= ExceptionStormRule.INFO_RATIO
        ? Formats.percent(cost.cpu().value())
            + " of the application's CPU time goes into exceptions"
            + (where.isEmpty() ? "" : ", most" + where)
        : Formats.format(rate.peakPerSecond(), Unit.PER_SECOND) + " exceptions are made" + where;
  }

  private String summary(boolean users) {
    StringBuilder text = new StringBuilder();
    if (rate.isKnown()) {
      text.append("The application made ")
          .append(Formats.format(rate.peakPerSecond(), Unit.PER_SECOND))
          .append(" exceptions in its busiest ten seconds");
      if (!cost.kinds().isEmpty()) {
        text.append(", most of them ").append(simpleName(cost.kinds().get(0)));
      }
      text.append(". ");
    }
    if (cost.cpuIsKnown()) {
      text.append("Filling in their stack traces and unwinding took ")
          .append(Formats.percent(cost.cpu().value()))
          .append(" of its CPU time");
      if (users) {
        text.append(" and ")
            .append(Formats.percent(cost.waiting()))
            .append(" of what users waited for");
      }
      text.append('.');
      if (severity == Severity.INFO) {
        text.append(" That delays nobody much.");
      }
    } else {
      text.append("What they cost is not known: too few CPU samples.");
    }
    return text.toString();
  }

  private String advice() {
    if (cost.sites().isEmpty()) {
      return "See who throws: enable jdk.JavaExceptionThrow for a minute, which JDK 25 throttles to"
          + " 100 a second.";
    }
    CallSite first = cost.sites().get(0);
    String name = first.method().shortName();
    for (Place frame : first.above()) {
      String known = known(frame);
      if (!known.isEmpty()) {
        return "In " + name + ", " + known;
      }
    }
    return "Do not throw in the normal flow of "
        + name
        + ": ask before (a lookup, an Optional, a result code) or, where the exception must stay, make"
        + " it without a stack trace (the constructor of Throwable that takes writableStackTrace) or"
        + " keep one instance.";
  }

  private static String known(Place frame) {
    String method = frame.className() + "." + frame.methodName();
    return switch (method) {
      case "java.lang.Integer.parseInt",
          "java.lang.Integer.valueOf",
          "java.lang.Long.parseLong",
          "java.lang.Long.valueOf",
          "java.lang.Double.parseDouble",
          "java.math.BigDecimal.<init>" ->
          "look at the text before it is parsed, so that what is no number is told by a test and not"
              + " by an exception.";
      case "java.util.UUID.fromString",
          "java.lang.Enum.valueOf",
          "java.time.LocalDate.parse",
          "java.time.format.DateTimeFormatter.parse" ->
          "test the text, or look it up in a map of the values, before it is parsed.";
      case "java.lang.Class.forName", "java.lang.ClassLoader.loadClass" ->
          "remember which classes are absent: each failed search asks all class loaders.";
      case "java.lang.Thread.getStackTrace" ->
          "do not ask for the caller's stack in the normal flow; StackWalker reads single frames.";
      default -> "";
    };
  }

  private List<Evidence> evidence(boolean users) {
    List<Evidence> result = new ArrayList<>();
    if (cost.cpuIsKnown()) {
      result.add(
          Evidence.of(
              "CPU time in exceptions",
              cost.cpu().value(),
              Unit.RATIO,
              ExceptionStormRule.WARNING_RATIO));
      result.add(
          Evidence.text(
              "95 % confidence interval",
              Formats.percent(cost.cpu().low()) + " to " + Formats.percent(cost.cpu().high())));
    }
    if (users) {
      result.add(
          Evidence.of(
              "waiting time in exceptions",
              cost.waiting(),
              Unit.RATIO,
              ExceptionStormRule.WARNING_RATIO));
    }
    if (rate.isKnown()) {
      result.add(
          Evidence.of(
              "exceptions, busiest 10 s",
              rate.peakPerSecond(),
              Unit.PER_SECOND,
              ExceptionStormRule.INFO_PER_SECOND));
      result.add(Evidence.of("exceptions, on average", rate.perSecond(), Unit.PER_SECOND));
      double requests = requests();
      if (requests > 0) {
        result.add(
            Evidence.of(
                "exceptions per request",
                rate.perSecond() * recording.coveredNanos() / 1e9 / requests,
                Unit.COUNT));
      }
    }
    if (!cost.kinds().isEmpty()) {
      result.add(Evidence.text("most frequent", String.join(", ", cost.kinds())));
    }
    double total = cost.sites().stream().mapToDouble(CallSite::weight).sum();
    cost.sites().stream()
        .limit(NAMED_SITES)
        .forEach(
            site ->
                result.add(
                    Evidence.of(
                        "made by " + site.method().shortName(),
                        site.weight() / total,
                        Unit.RATIO)));
    if (!Double.isNaN(cost.saturation())) {
      result.add(
          Evidence.of(
              "available CPU in use, busiest stretch",
              cost.saturation(),
              Unit.RATIO,
              ExceptionStormRule.SATURATED_RATIO));
    }
    return result;
  }

  private double requests() {
    RequestTable table = recording.requests().table();
    double requests = 0;
    for (int i = 0; i < table.size(); i++) {
      requests += table.weight(i);
    }
    return requests;
  }

  private List<Location> location() {
    return cost.sites().isEmpty()
        ? List.of()
        : cost.sites().get(0).places().stream().map(Locations::of).toList();
  }

  private String shortNameOfFirst() {
    return cost.sites().get(0).method().shortName();
  }

  private static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
