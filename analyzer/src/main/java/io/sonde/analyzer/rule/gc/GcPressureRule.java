package io.sonde.analyzer.rule.gc;

import io.sonde.analyzer.aggregate.AllocationProfile;
import io.sonde.analyzer.aggregate.GcCost;
import io.sonde.analyzer.aggregate.HotSpot;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Do collections take a share of the time or CPU that users notice? Collections that code or tools
 * asked for are left out: they say nothing about memory pressure.
 */
public final class GcPressureRule implements Rule {
  public static final String ID = "gc-pressure";

  /** Share of elapsed time in pauses; JDK Mission Control's limit, G1's own goal being 8 %. */
  static final double INFO_PAUSE_RATIO = 0.05;

  /** Share of elapsed time in pauses; JDK Mission Control's limit. */
  static final double WARNING_PAUSE_RATIO = 0.1;

  /** Share of elapsed time in pauses at which a third more load would collapse; our choice. */
  static final double CRITICAL_PAUSE_RATIO = 0.25;

  /** Share of the JVM's CPU time on collector threads; our choice, thrice G1's time goal. */
  static final double INFO_CPU_RATIO = 0.25;

  /** Share of the JVM's CPU time on collector threads; our choice. */
  static final double WARNING_CPU_RATIO = 0.4;

  /** Threads stopped for want of memory, per minute; JDK Mission Control's limits. */
  static final double INFO_STALLS_PER_MINUTE = 10;

  static final double WARNING_STALLS_PER_MINUTE = 100;

  /** Share of the heap in use after a collection from which the heap is too small; our choice. */
  static final double FULL_HEAP_RATIO = 0.7;

  /** Covered time below which one collection makes any share; then the rule only informs. */
  static final long MIN_NANOS = 5_000_000_000L;

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
            "Enable jdk.GarbageCollection and jdk.GCPhasePause, or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    long covered = recording.coveredNanos();
    if (covered <= 0) {
      return new RuleResult.NotApplicable(
          ID, "The recording covers no time, so no share of it can be told.");
    }
    GcCost cost = GcCost.of(recording);
    double stallsPerMinute = recording.coverage().count("jdk.ZAllocationStall") / (covered / 60e9);
    Severity severity = severity(cost, stallsPerMinute, covered);
    if (severity == null) {
      return new RuleResult.Ok(
          ID,
          "Collections paused the application for "
              + Formats.percent(cost.pauseRatio())
              + " of the time ("
              + cost.collections()
              + " collections; worst minute "
              + Formats.percent(cost.worstWindowRatio())
              + "); "
              + Formats.percent(INFO_PAUSE_RATIO)
              + " would be told.");
    }
    return new RuleResult.Found(ID, List.of(finding(recording, cost, stallsPerMinute, severity)));
  }

  private static @Nullable Severity severity(GcCost cost, double stallsPerMinute, long covered) {
    double pause = cost.worstWindowRatio();
    boolean warning =
        pause >= WARNING_PAUSE_RATIO
            || cost.collectorCpuRatio() >= WARNING_CPU_RATIO
            || stallsPerMinute >= WARNING_STALLS_PER_MINUTE;
    boolean info =
        pause >= INFO_PAUSE_RATIO
            || cost.collectorCpuRatio() >= INFO_CPU_RATIO
            || stallsPerMinute >= INFO_STALLS_PER_MINUTE
            || cost.full().stream().anyMatch(each -> each.name().equals("G1Full"));
    if (!info && !warning) {
      return null;
    }
    if (!warning || covered < MIN_NANOS) {
      return Severity.INFO;
    }
    return pause >= CRITICAL_PAUSE_RATIO ? Severity.CRITICAL : Severity.WARNING;
  }

  private static Finding finding(
      Recording recording, GcCost cost, double stallsPerMinute, Severity severity) {
    List<HotSpot> sites =
        AllocationProfile.of(recording).map(AllocationProfile::sites).orElse(List.of());
    double occupancy = occupancy(recording);
    String title =
        "Garbage collection stops the application for "
            + Formats.percent(cost.worstWindowRatio())
            + " of the time";
    if (cost.worstWindowRatio() < INFO_PAUSE_RATIO) {
      title =
          stallsPerMinute >= INFO_STALLS_PER_MINUTE
              ? "Threads wait for the collector to free memory"
              : cost.collectorCpuRatio() >= INFO_CPU_RATIO
                  ? "Garbage collection takes "
                      + Formats.percent(cost.collectorCpuRatio())
                      + " of the CPU time"
                  : "The collector fell back to full collections";
    }
    long from = Math.max(recording.startNanos(), cost.worstWindowStart());
    return new Finding(
        ID,
        severity,
        cost.ratio(),
        cost.pausesOutweighCpu() ? ImpactOf.ELAPSED_TIME : ImpactOf.CPU_TIME,
        title,
        summary(cost, occupancy, sites),
        advice(occupancy, sites),
        evidence(recording, cost, stallsPerMinute, occupancy),
        sites.isEmpty() ? List.<Location>of() : Locations.of(sites.get(0)),
        null,
        from,
        Math.min(recording.endNanos(), from + GcCost.WINDOW_NANOS));
  }

  private static String summary(GcCost cost, double occupancy, List<HotSpot> sites) {
    StringBuilder text =
        new StringBuilder()
            .append(cost.collections())
            .append(" collections paused the application for ")
            .append(Formats.nanos(cost.pauseNanos()))
            .append(", ")
            .append(Formats.percent(cost.pauseRatio()))
            .append(" of the recorded time.");
    if (!cost.full().isEmpty()) {
      text.append(' ').append(cost.full().size()).append(" of them were full collections.");
    }
    if (occupancy >= FULL_HEAP_RATIO) {
      text.append(" After the last one ")
          .append(Formats.percent(occupancy))
          .append(" of the heap was still in use: it is too small for what is alive.");
    } else if (!sites.isEmpty()) {
      text.append(" Most is allocated in ").append(sites.get(0).describe()).append('.');
    }
    return text.toString();
  }

  private static String advice(double occupancy, List<HotSpot> sites) {
    if (occupancy >= FULL_HEAP_RATIO) {
      return "See whether heap-leak fires; if not, raise -Xmx until less than half of the heap is in"
          + " use after a collection.";
    }
    return sites.isEmpty()
        ? "Record allocation (jdk.ObjectAllocationSample) to see who allocates; then allocate less or"
            + " raise -Xmx."
        : "Allocate less in "
            + sites.get(0).method().shortName()
            + "; or raise -Xmx, so that"
            + " collections are rarer.";
  }

  private static List<Evidence> evidence(
      Recording recording, GcCost cost, double stallsPerMinute, double occupancy) {
    List<Evidence> result = new ArrayList<>();
    result.add(Evidence.of("time in pauses", cost.pauseRatio(), Unit.RATIO, INFO_PAUSE_RATIO));
    result.add(
        Evidence.of(
            "time in pauses, worst minute",
            cost.worstWindowRatio(),
            Unit.RATIO,
            WARNING_PAUSE_RATIO));
    result.add(Evidence.of(Evidence.COLLECTIONS, cost.collections(), Unit.COUNT));
    if (!Double.isNaN(cost.collectorCpuRatio())) {
      result.add(
          Evidence.of(
              "CPU time of the collector", cost.collectorCpuRatio(), Unit.RATIO, INFO_CPU_RATIO));
    }
    if (!Double.isNaN(cost.allocationRate())) {
      result.add(Evidence.of("allocation rate", cost.allocationRate(), Unit.BYTES_PER_SECOND));
    }
    if (!Double.isNaN(occupancy)) {
      result.add(Evidence.of("heap in use after the last", occupancy, Unit.RATIO, FULL_HEAP_RATIO));
    }
    if (stallsPerMinute > 0) {
      result.add(
          Evidence.of(
              "allocation stalls per minute", stallsPerMinute, Unit.COUNT, INFO_STALLS_PER_MINUTE));
    }
    cost.full().stream()
        .map(GarbageCollection::cause)
        .distinct()
        .forEach(
            cause ->
                result.add(
                    Evidence.of(
                        "full collections: " + cause,
                        cost.full().stream().filter(each -> each.cause().equals(cause)).count(),
                        Unit.COUNT)));
    long excluded = recording.collections().size() - cost.collections();
    if (excluded > 0) {
      result.add(Evidence.of(Evidence.ASKED_COLLECTIONS, excluded, Unit.COUNT));
    }
    return result;
  }

  private static double occupancy(Recording recording) {
    HeapReading last = GcCost.lastAfter(recording);
    long max = recording.jvm().maxHeapBytes();
    return last == null || max <= 0 ? Double.NaN : (double) last.usedBytes() / max;
  }
}
