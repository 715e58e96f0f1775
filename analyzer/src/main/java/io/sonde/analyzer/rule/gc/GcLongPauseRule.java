package io.sonde.analyzer.rule.gc;

import io.sonde.analyzer.aggregate.CollectionKind;
import io.sonde.analyzer.aggregate.GcCost;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.GarbageCollection;
import io.sonde.analyzer.model.GcPause;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Did single pauses last so long that users noticed? Every request that is under way or arrives in
 * a pause waits for its end. Pauses that a tool asked for are left out; System.gc() counts, for
 * users waited.
 */
public final class GcLongPauseRule implements Rule {
  public static final String ID = "gc-long-pause";

  /** Nanoseconds; G1's own goal for a pause (MaxGCPauseMillis = 200). */
  static final long LONG_NANOS = 200_000_000L;

  /** Nanoseconds after which a user's train of thought breaks (J. Nielsen 1993); JMC's limit. */
  static final long WARNING_NANOS = 1_000_000_000L;

  /** Nanoseconds after which users turn away (J. Nielsen 1993) and clients time out. */
  static final long CRITICAL_NANOS = 10_000_000_000L;

  /** Share of the time in long pauses from which they make the 99th percentile of latency. */
  static final double P99_RATIO = 0.01;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "pauses of the garbage collector",
            Set.of("jdk.GCPhasePause", "jdk.GarbageCollection"),
            "Enable jdk.GCPhasePause and jdk.GarbageCollection, or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    if (recording.coveredNanos() <= 0) {
      return new RuleResult.NotApplicable(ID, "The recording covers no time.");
    }
    Map<Integer, GarbageCollection> byId = GcCost.byId(recording);
    List<GcPause> pauses = pauses(recording, byId);
    List<GcPause> longest =
        pauses.stream()
            .filter(pause -> pause.durationNanos() >= LONG_NANOS)
            .sorted(Comparator.comparingLong(GcPause::durationNanos).reversed())
            .toList();
    if (longest.isEmpty()) {
      long max = pauses.stream().mapToLong(GcPause::durationNanos).max().orElse(0);
      return new RuleResult.Ok(
          ID,
          "The longest of "
              + pauses.size()
              + " pauses took "
              + Formats.nanos(max)
              + ", below "
              + Formats.nanos(LONG_NANOS)
              + ".");
    }
    return new RuleResult.Found(ID, List.of(finding(recording, byId, longest)));
  }

  /** Pauses that the service made, without those that a tool asked for. */
  private static List<GcPause> pauses(Recording recording, Map<Integer, GarbageCollection> byId) {
    return GcCost.pauses(recording).stream()
        .filter(
            pause -> {
              GarbageCollection of = byId.get(pause.gcId());
              return of == null || !CollectionKind.isMeasurement(of);
            })
        .toList();
  }

  private static Finding finding(
      Recording recording, Map<Integer, GarbageCollection> byId, List<GcPause> longest) {
    GcPause worst = longest.get(0);
    long total = longest.stream().mapToLong(GcPause::durationNanos).sum();
    double ratio = Math.min(1, (double) total / recording.coveredNanos());
    GarbageCollection of = byId.get(worst.gcId());
    String cause = of == null ? "unknown" : of.cause();
    String name = of == null ? "A collection" : of.name();
    Optional<SystemGcCaller> caller =
        of == null ? Optional.empty() : SystemGcCaller.of(recording, of);
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.of("longest pause", worst.durationNanos(), Unit.NANOSECONDS, WARNING_NANOS));
    evidence.add(Evidence.text("its phase", worst.name()));
    evidence.add(Evidence.text("its collection", name + ", cause: " + cause));
    evidence.add(
        Evidence.of("pauses over " + Formats.nanos(LONG_NANOS), longest.size(), Unit.COUNT, 0));
    evidence.add(Evidence.of("time in them", total, Unit.NANOSECONDS));
    evidence.add(Evidence.of("share of the time in them", ratio, Unit.RATIO, P99_RATIO));
    return new Finding(
        ID,
        severity(worst.durationNanos(), ratio, longest.size()),
        ratio,
        ImpactOf.ELAPSED_TIME,
        "The collector stopped the application for " + Formats.nanos(worst.durationNanos()),
        longest.size()
            + (longest.size() == 1 ? " pause" : " pauses")
            + " lasted longer than "
            + Formats.nanos(LONG_NANOS)
            + "; the longest ("
            + name
            + ", cause: "
            + cause
            + ") took "
            + Formats.nanos(worst.durationNanos())
            + ". Requests that met one waited for its end.",
        caller.map(SystemGcCaller::advice).orElseGet(() -> advice(of)),
        evidence,
        caller.map(SystemGcCaller::locations).orElse(List.of()),
        null,
        worst.startNanos(),
        worst.endNanos());
  }

  private static Severity severity(long worstNanos, double ratio, int count) {
    if (worstNanos >= CRITICAL_NANOS) {
      return Severity.CRITICAL;
    }
    boolean shapesP99 = ratio >= P99_RATIO && count > 1;
    return worstNanos >= WARNING_NANOS || shapesP99 ? Severity.WARNING : Severity.INFO;
  }

  private static String advice(@Nullable GarbageCollection of) {
    if (of != null && of.cause().equals("System.gc()")) {
      return "Find who calls System.gc() (jdk.SystemGC tells, from JDK 17 on), or let such calls be"
          + " concurrent with -XX:+ExplicitGCInvokesConcurrent.";
    }
    if (of != null && CollectionKind.isForMetadata(of)) {
      return "Raise -XX:MetaspaceSize above what the service's classes need.";
    }
    if (of != null && CollectionKind.isFull(of)) {
      return "Avoid full collections: see heap-leak and gc-pressure, give the heap more room, or use"
          + " a concurrent collector (G1, ZGC).";
    }
    return "Let the collector pause less: a lower -XX:MaxGCPauseMillis with G1, or ZGC; see whether"
        + " the machine was short of CPU or memory at that time.";
  }
}
