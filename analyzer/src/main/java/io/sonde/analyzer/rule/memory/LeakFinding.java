package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.GcCost;
import io.sonde.analyzer.aggregate.HotSpot;
import io.sonde.analyzer.aggregate.LiveSet;
import io.sonde.analyzer.aggregate.LiveSetGrowth;
import io.sonde.analyzer.aggregate.Trend;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/** Weighs and words a leak. */
record LeakFinding(Recording recording, LiveSet live, LiveSetGrowth growth, LeakSuspects suspects) {
  /** Nanoseconds to exhaustion within which somebody must act now; our choice. */
  static final double CRITICAL_NANOS = 3600e9;

  /** Nanoseconds to exhaustion within which services are not commonly restarted: 30 days. */
  static final double WARNING_NANOS = 30 * 86_400e9;

  /** Nanoseconds over which the impact of a future failure is spread: one day. */
  static final double IMPACT_NANOS = 86_400e9;

  /** Old collections that confirm a slope seen in young ones. */
  static final int CONFIRMING_OLD_POINTS = 3;

  /** Part of the judged time that they must span, so that start-up's alone confirm nothing. */
  private static final double CONFIRMING_SPAN_RATIO = 0.5;

  /** Part of the judged time, at its end, in which one of them must lie. */
  private static final double CONFIRMING_RECENT_RATIO = 1.0 / 3;

  Finding leak() {
    Trend trend = growth.trend();
    double left = nanosLeft(trend.slope());
    String doubt = doubt();
    boolean proven = doubt.isEmpty();
    String rate = Formats.format(trend.slope(), Unit.BYTES_PER_SECOND);
    String fate =
        Double.isNaN(left) ? "" : " At this rate it is full in " + Formats.nanos(left) + ".";
    return finding(
        severity(left, proven),
        proven && !Double.isNaN(left) ? Math.max(0, 1 - left / IMPACT_NANOS) : 0,
        (proven ? "The heap leaks " : "The heap may leak ") + rate + site(),
        "What survives collections grows by " + rate + " without levelling off." + fate + doubt,
        evidence(left),
        growth.part().get(0).timeNanos());
  }

  /** Why this may be no leak, or nothing. */
  private String doubt() {
    if (!live.fromOld() && !isConfirmedByOld()) {
      return " Too few old collections ran to tell leaked objects from dead ones that wait for one.";
    }
    if (suspects.turnsOver()) {
      return " It grows but turns over: the sampled survivors of the first site are too young for a"
          + " leak. It is a backlog, or a cache with eviction.";
    }
    if (suspects.objects() == 0 && LeakTurnover.isOverloaded(recording, growth)) {
      return " The processors were busy nearly all the time ("
          + Formats.format(LeakTurnover.BUSY_RATIO, Unit.RATIO)
          + " and more), and no surviving objects were sampled: it may be requests that queue up.";
    }
    return "";
  }

  Finding exhausted() {
    HeapReading last = GcCost.lastAfter(recording);
    List<Evidence> evidence = new ArrayList<>();
    long max = recording.jvm().maxHeapBytes();
    if (last != null && max > 0) {
      double used = (double) last.usedBytes() / max;
      evidence.add(
          Evidence.of("heap in use after the last", used, Unit.RATIO, HeapExhaustion.USED_RATIO));
      evidence.add(Evidence.of("maximum heap", max, Unit.BYTES));
    }
    if (growth.shape() == LiveSetGrowth.Shape.LEAK) {
      double slope = growth.trend().slope();
      evidence.add(Evidence.of("growth of the live set", slope, Unit.BYTES_PER_SECOND, 0));
    }
    addSuspects(evidence);
    return finding(
        Severity.CRITICAL,
        1,
        "The heap is exhausted" + site(),
        "Two full collections in a row freed next to nothing: an allocation could not be met from what"
            + " is not in use. An OutOfMemoryError has come or is near.",
        evidence,
        recording.startNanos());
  }

  private static Severity severity(double left, boolean proven) {
    if (!proven || left > WARNING_NANOS) {
      return Severity.INFO;
    }
    return left <= CRITICAL_NANOS ? Severity.CRITICAL : Severity.WARNING;
  }

  /** A few old collections rise at about the rate that the windows show. */
  private boolean isConfirmedByOld() {
    List<LiveSet.Point> part = growth.part();
    long from = part.get(0).timeNanos();
    double end = part.get(part.size() - 1).timeNanos();
    double span = end - from;
    List<LiveSet.Point> old =
        live.oldPoints().stream().filter(point -> point.timeNanos() >= from).toList();
    if (old.size() < CONFIRMING_OLD_POINTS) {
      return false;
    }
    for (int i = 1; i < old.size(); i++) {
      if (old.get(i).bytes() <= old.get(i - 1).bytes()) {
        return false;
      }
    }
    LiveSet.Point first = old.get(0);
    LiveSet.Point last = old.get(old.size() - 1);
    if (last.timeNanos() - first.timeNanos() < CONFIRMING_SPAN_RATIO * span
        || last.timeNanos() < end - CONFIRMING_RECENT_RATIO * span) {
      return false;
    }
    double slope = (last.bytes() - first.bytes()) * 1e9 / (last.timeNanos() - first.timeNanos());
    return slope >= growth.trend().slope() / 2;
  }

  private double nanosLeft(double slope) {
    long max = recording.jvm().maxHeapBytes();
    if (max <= 0 || slope <= 0) {
      return Double.NaN;
    }
    double last = live.points().get(live.points().size() - 1).bytes();
    return Math.max(0, max - last) / slope * 1e9;
  }

  private List<Evidence> evidence(double left) {
    Trend trend = growth.trend();
    List<Evidence> result = new ArrayList<>();
    result.add(Evidence.of("growth of the live set", trend.slope(), Unit.BYTES_PER_SECOND, 0));
    result.add(
        Evidence.text(
            growth.confidence() + " confidence interval",
            Double.isFinite(trend.low())
                ? Formats.format(trend.low(), Unit.BYTES_PER_SECOND)
                    + " to "
                    + Formats.format(trend.high(), Unit.BYTES_PER_SECOND)
                : "not applicable: the growth is no straight line; six parts of the time rise one"
                    + " after the other"));
    List<LiveSet.Point> part = growth.part();
    result.add(Evidence.of("live set at first", part.get(0).bytes(), Unit.BYTES));
    result.add(Evidence.of("live set at last", part.get(part.size() - 1).bytes(), Unit.BYTES));
    result.add(
        Evidence.of(
            live.fromOld() ? "readings after old collections" : "windows of collections",
            part.size(),
            Unit.COUNT,
            LiveSetGrowth.MIN_POINTS));
    result.add(Evidence.of("old collections", live.oldPoints().size(), Unit.COUNT));
    if (Double.isNaN(left)) {
      result.add(
          Evidence.text("time to exhaustion", "not applicable: the maximum heap was not recorded"));
    } else {
      result.add(Evidence.of("time to exhaustion", left, Unit.NANOSECONDS, WARNING_NANOS));
      result.add(Evidence.of("maximum heap", recording.jvm().maxHeapBytes(), Unit.BYTES));
    }
    addSuspects(result);
    return result;
  }

  private void addSuspects(List<Evidence> evidence) {
    if (suspects.objects() == 0) {
      boolean enabled = recording.coverage().isEnabled("jdk.OldObjectSample");
      evidence.add(
          Evidence.text(
              "allocation sites that grow",
              enabled
                  ? "not applicable: this JVM sampled no object that survived (JFR does not support"
                      + " every collector)"
                  : "not applicable: enable jdk.OldObjectSample"));
      return;
    }
    evidence.add(Evidence.of("sampled objects that survived", suspects.objects(), Unit.COUNT));
    evidence.add(Evidence.text("most of them are", suspects.mainClass()));
    for (HotSpot site : suspects.sites()) {
      evidence.add(
          Evidence.of(
              "allocated in " + site.describe(), site.weight() / suspects.objects(), Unit.RATIO));
    }
    evidence.add(
        Evidence.text(
            "held by",
            suspects.path().isEmpty()
                ? "not applicable: record with path-to-gc-roots=true to see the references"
                : String.join(" <- ", suspects.path()) + " <- " + suspects.root()));
  }

  private String site() {
    return suspects.sites().isEmpty() ? "" : ", allocated in " + suspects.sites().get(0).describe();
  }

  private Finding finding(
      Severity severity,
      double impact,
      String title,
      String summary,
      List<Evidence> evidence,
      long fromNanos) {
    List<Location> location = new ArrayList<>();
    suspects.sites().forEach(site -> location.addAll(Locations.of(site)));
    return new Finding(
        HeapLeakRule.ID,
        severity,
        impact,
        ImpactOf.NEXT_DAY,
        title,
        summary,
        location.isEmpty()
            ? (recording.coverage().isEnabled("jdk.OldObjectSample")
                    ? "Record for longer, until old collections tell; or compare"
                    : "Record with jdk.OldObjectSample enabled to see what survives, or compare")
                + " two heap histograms (jcmd PID GC.class_histogram) some minutes apart."
            : "See which collection keeps what "
                + location.get(0).className()
                + "."
                + location.get(0).methodName()
                + " allocates; bound it or remove entries when they are done with.",
        evidence,
        location.stream().distinct().toList(),
        null,
        fromNanos,
        recording.endNanos());
  }
}
