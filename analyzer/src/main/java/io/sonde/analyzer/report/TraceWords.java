package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.Split;
import io.sonde.analyzer.aggregate.Waterfall;
import io.sonde.analyzer.aggregate.Waterfall.Bar;
import io.sonde.analyzer.aggregate.Waterfall.Lane;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.PrintableText;
import io.sonde.analyzer.unit.Unit;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is said of a single request. */
final class TraceWords {
  /** Waits that fit a screen; our choice. */
  private static final int SHOWN = 15;

  /** From then on the same wait is one repeated; our choice. */
  private static final int LEAST_REPEATS = 3;

  private static final int REPEATS_SHOWN = 3;

  private TraceWords() {}

  /**
   * A wait.
   *
   * @param after the request's start
   * @param words what it was and how long it took
   * @param label what it was for; empty where that is not known
   */
  record Moment(long fromNanos, long nanos, String words, String label) {
    String after() {
      return Formats.nanos(fromNanos);
    }
  }

  /**
   * Waits in order of time.
   *
   * @param rest how many shorter ones are not shown, and how long they took; empty where all are
   */
  record Moments(List<Moment> shown, String rest) {}

  /** {@code GET /orders/{id} took 1.2 s}. */
  static String heading(Waterfall waterfall) {
    return PrintableText.shortened(waterfall.route().name())
        + " took "
        + Formats.nanos(waterfall.request().durationNanos());
  }

  /** When and where it ran, how it ended, and what it used. */
  static String facts(Waterfall waterfall, Recording recording) {
    Request request = waterfall.request();
    List<String> facts = new ArrayList<>();
    facts.add(
        "Began at "
            + Instant.EPOCH.plusNanos(request.startNanos()).truncatedTo(ChronoUnit.MILLIS)
            + ", "
            + Formats.nanos(request.startNanos() - recording.startNanos())
            + " into the recording");
    if (request.status() > 0) {
      facts.add("status " + request.status());
    }
    if (request.errorClass() >= 0) {
      facts.add(
          "failed with "
              + PrintableText.shortened(recording.classNames().get(request.errorClass())));
    }
    if (request.entryThread() >= 0) {
      facts.add(
          "thread "
              + PrintableText.shortened(recording.threads().get(request.entryThread()).name()));
    }
    if (request.cpuNanos() >= 0) {
      facts.add("CPU " + Formats.nanos(request.cpuNanos()));
    }
    if (request.allocatedBytes() >= 0) {
      facts.add("allocated " + Formats.bytes(request.allocatedBytes()));
    }
    if (request.database().statements() > 0) {
      facts.add(
          Formats.format(request.database().statements(), Unit.COUNT)
              + " SQL, "
              + Formats.nanos(request.database().statementNanos()));
    }
    if (request.http().calls() > 0) {
      facts.add(
          Formats.format(request.http().calls(), Unit.COUNT)
              + " outgoing HTTP, "
              + Formats.nanos(request.http().waitedNanos()));
    }
    return String.join(", ", facts) + ".";
  }

  /** {@code SQL 1.1 s (89 %), on CPU 80 ms (6.5 %)}, the longest first. */
  static String split(Split split) {
    double total = Math.max(1, split.totalNanos());
    return Arrays.stream(Part.values())
            .filter(part -> split.nanos(part) > 0)
            .sorted(Comparator.comparingDouble(part -> -split.nanos(part)))
            .map(
                part ->
                    part.words()
                        + (split.isEstimated(part) ? " about " : " ")
                        + Formats.nanos(split.nanos(part))
                        + " ("
                        + Formats.percent(split.nanos(part) / total)
                        + ")")
            .collect(Collectors.joining(", "))
        + ".";
  }

  /**
   * What its threads waited for, and the collector's pauses.
   *
   * @param all rather than the longest
   */
  static Moments moments(Waterfall waterfall, boolean all) {
    List<Moment> moments = new ArrayList<>();
    for (Lane lane : waterfall.lanes()) {
      String where =
          waterfall.lanes().size() > 1 ? " on " + PrintableText.shortened(lane.thread()) : "";
      lane.bars().forEach(bar -> moments.add(moment(bar, where)));
    }
    waterfall.pauses().forEach(pause -> moments.add(moment(pause, "")));
    moments.sort(Comparator.comparingLong(Moment::nanos).reversed());
    int limit = all ? moments.size() : Math.min(SHOWN, moments.size());
    List<Moment> rest = moments.subList(limit, moments.size());
    int unshown = rest.size() + waterfall.omitted();
    long restNanos = rest.stream().mapToLong(Moment::nanos).sum();
    return new Moments(
        moments.subList(0, limit).stream()
            .sorted(Comparator.comparingLong(Moment::fromNanos))
            .toList(),
        unshown == 0
            ? ""
            : unshown
                + " shorter waits"
                + (waterfall.omitted() > 0 ? "" : ", " + Formats.nanos(restNanos) + " in all"));
  }

  /** Waits for the same again and again, those that took most time; empty where there are none. */
  static List<String> repeats(Waterfall waterfall) {
    Map<String, List<Bar>> same = new LinkedHashMap<>();
    for (Lane lane : waterfall.lanes()) {
      for (Bar bar : lane.bars()) {
        if (!bar.label().isEmpty()) {
          same.computeIfAbsent(bar.part() + " " + bar.label(), key -> new ArrayList<>()).add(bar);
        }
      }
    }
    return same.values().stream()
        .filter(bars -> bars.size() >= LEAST_REPEATS)
        .sorted(Comparator.comparingLong(bars -> -total(bars)))
        .limit(REPEATS_SHOWN)
        .map(
            bars ->
                bars.size()
                    + " times "
                    + words(bars.get(0))
                    + ", "
                    + Formats.nanos(total(bars))
                    + " in all: "
                    + PrintableText.shortened(bars.get(0).label()))
        .toList();
  }

  private static long total(List<Bar> bars) {
    return bars.stream().mapToLong(Bar::nanos).sum();
  }

  private static String words(Bar bar) {
    return bar.part() == null ? "at work" : bar.part().words();
  }

  private static Moment moment(Bar bar, String where) {
    return new Moment(
        bar.from(),
        bar.nanos(),
        words(bar) + " " + Formats.nanos(bar.nanos()) + where,
        bar.label());
  }
}
