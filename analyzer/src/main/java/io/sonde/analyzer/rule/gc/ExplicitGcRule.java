package io.sonde.analyzer.rule.gc;

import io.sonde.analyzer.aggregate.CollectionKind;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.WaitingTime;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Does code ask for collections, and what do they cost? System.gc() stops the application for a
 * collection of the whole heap, however little there is to free. Collections for a tool that looks
 * at the heap do not count.
 */
public final class ExplicitGcRule implements Rule {
  public static final String ID = "explicit-gc";

  /** Share of a minute in such pauses from which they make the 99th percentile of latency. */
  static final double WARNING_RATIO = 0.01;

  /** Share of a minute in such pauses; gc-pressure's limit. */
  static final double CRITICAL_RATIO = 0.25;

  /** Nanoseconds; gc-long-pause's limit. */
  static final long WARNING_NANOS = GcLongPauseRule.WARNING_NANOS;

  /** Nanoseconds; gc-long-pause's limit. */
  static final long CRITICAL_NANOS = GcLongPauseRule.CRITICAL_NANOS;

  private static final String CAUSE = "System.gc()";
  private static final int NAMED_CALLERS = 3;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "garbage collection events",
            Set.of("jdk.GarbageCollection"),
            "Enable jdk.GarbageCollection, jdk.GCPhasePause and jdk.SystemGC, or record with Sonde's"
                + " agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    if (recording.coveredNanos() <= 0) {
      return new RuleResult.NotApplicable(ID, "The recording covers no time.");
    }
    List<GarbageCollection> asked =
        recording.collections().stream().filter(ExplicitGcRule::isAskedFor).toList();
    if (asked.isEmpty()) {
      return new RuleResult.Ok(
          ID,
          "None of "
              + recording.collections().size()
              + " collections was asked for by code"
              + setAside(recording)
              + "; one would be told.");
    }
    return new RuleResult.Found(ID, List.of(finding(examination, asked)));
  }

  private static boolean isAskedFor(GarbageCollection collection) {
    return collection.cause().equals(CAUSE);
  }

  private static String setAside(Recording recording) {
    long measured = recording.collections().stream().filter(CollectionKind::isMeasurement).count();
    return measured == 0 ? "" : " (" + measured + " for tools that look at the heap do not count)";
  }

  private static Finding finding(Examination examination, List<GarbageCollection> asked) {
    Recording recording = examination.recording();
    PauseCost cost = PauseCost.of(recording, ExplicitGcRule::isAskedFor);
    List<SystemGcCallers.Group> callers = SystemGcCallers.of(recording);
    WaitingTime waiting = examination.waitingTime();
    double impact =
        waiting.isKnown() ? waiting.share(Part.GC_PAUSE) * cost.shareOfPauses() : cost.ratio();
    String who = callers.isEmpty() ? "" : " by " + callers.get(0).name();
    double perMinute = asked.size() / (recording.coveredNanos() / 60e9);
    return new Finding(
        ID,
        severity(cost),
        impact,
        waiting.isKnown() ? ImpactOf.WAITING_TIME : ImpactOf.ELAPSED_TIME,
        "Collections asked for"
            + who
            + " stop the application "
            + Formats.percent(cost.worstRatio())
            + " of the time",
        (callers.isEmpty() ? "System.gc()" : callers.get(0).name())
            + (callers.size() > 1 ? " and others" : "")
            + " asked for "
            + (asked.size() == 1
                ? "a collection of the whole heap"
                : asked.size()
                    + " collections of the whole heap, "
                    + Formats.format(perMinute, Unit.COUNT)
                    + " a minute")
            + ". That stopped the application for "
            + Formats.nanos(cost.nanos())
            + ", the longest for "
            + Formats.nanos(cost.longestNanos())
            + ": "
            + Formats.percent(cost.shareOfPauses())
            + " of all time in pauses.",
        callers.isEmpty()
            ? "Find who calls System.gc() (jdk.SystemGC tells, from JDK 17 on), or let such calls be"
                + " concurrent with -XX:+ExplicitGCInvokesConcurrent."
            : callers.get(0).caller().advice(),
        evidence(recording, cost, asked.size(), perMinute, callers),
        callers.isEmpty() ? List.of() : callers.get(0).caller().locations(),
        null,
        cost.fromNanos(),
        cost.toNanos());
  }

  private static Severity severity(PauseCost cost) {
    if (cost.longestNanos() >= CRITICAL_NANOS || cost.worstRatio() >= CRITICAL_RATIO) {
      return Severity.CRITICAL;
    }
    boolean shapesP99 = cost.worstRatio() >= WARNING_RATIO && cost.worstCount() > 1;
    return cost.longestNanos() >= WARNING_NANOS || shapesP99 ? Severity.WARNING : Severity.INFO;
  }

  private static List<Evidence> evidence(
      Recording recording,
      PauseCost cost,
      int asked,
      double perMinute,
      List<SystemGcCallers.Group> callers) {
    List<Evidence> result = new ArrayList<>();
    result.add(Evidence.of("collections asked for", asked, Unit.COUNT, 0));
    result.add(Evidence.of("collections asked for per minute", perMinute, Unit.COUNT));
    result.add(Evidence.of("time in their pauses", cost.nanos(), Unit.NANOSECONDS));
    result.add(
        Evidence.of(
            "share of the time, worst minute", cost.worstRatio(), Unit.RATIO, WARNING_RATIO));
    result.add(Evidence.of("longest pause", cost.longestNanos(), Unit.NANOSECONDS, WARNING_NANOS));
    if (callers.isEmpty()) {
      result.add(
          Evidence.text("callers", "not applicable: enable jdk.SystemGC (JDK 17 and newer)"));
    }
    for (SystemGcCallers.Group group :
        callers.subList(0, Math.min(NAMED_CALLERS, callers.size()))) {
      result.add(Evidence.of("calls by " + group.name(), group.calls(), Unit.COUNT));
      result.add(Evidence.of(group.name() + " waited", group.waitedNanos(), Unit.NANOSECONDS));
    }
    long measured = recording.collections().stream().filter(CollectionKind::isMeasurement).count();
    if (measured > 0) {
      result.add(Evidence.of("set aside: collections for tools", measured, Unit.COUNT));
    }
    return result;
  }
}
