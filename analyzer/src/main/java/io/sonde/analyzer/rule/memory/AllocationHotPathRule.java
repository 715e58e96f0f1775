package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.AllocationProfile;
import io.sonde.analyzer.aggregate.GcCost;
import io.sonde.analyzer.aggregate.HotSpot;
import io.sonde.analyzer.aggregate.HotSpots;
import io.sonde.analyzer.aggregate.OwnPaths;
import io.sonde.analyzer.aggregate.Proportion;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Does one method of the application allocate an outsized share, and does that cost anything? A
 * high rate with cheap collections is healthy: without a cost in collections the rule only informs.
 */
public final class AllocationHotPathRule implements Rule {
  public static final String ID = "allocation-hot-path";

  /** Share of allocated bytes: mending it makes collections at best 1.5 times rarer. */
  static final double SITE_RATIO = 1.0 / 3;

  /**
   * Bytes per second of one site; our choice: this fills a young generation of 250 MB in five
   * seconds, and rarer collections cost next to nothing.
   */
  static final double RATE_BYTES_PER_SECOND = 50e6;

  /** Share of elapsed time in pauses from which allocation costs something: gc-pressure's limit. */
  static final double COSTLY_PAUSE_RATIO = 0.05;

  /** Share of elapsed time in pauses that is critical: gc-pressure's limit. */
  static final double CRITICAL_PAUSE_RATIO = 0.25;

  /** Share of allocated bytes without which collections would be half as many. */
  static final double CRITICAL_SITE_RATIO = 0.5;

  /** Share of the JVM's CPU on collector threads from which allocation costs; our choice. */
  static final double COSTLY_CPU_RATIO = 0.15;

  /**
   * Samples of equal weight; fewer leave a share uncertain by more than ±18 points. Lower than for
   * CPU, for allocation samples weigh unequally; a warning needs the interval's lower end anyway.
   */
  static final double MIN_SAMPLES = 30;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "allocation samples",
            Set.of(
                "jdk.ObjectAllocationSample",
                "jdk.ObjectAllocationInNewTLAB",
                "jdk.ObjectAllocationOutsideTLAB"),
            "Enable jdk.ObjectAllocationSample, or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    Optional<AllocationProfile> known = AllocationProfile.of(recording);
    if (known.isEmpty() || known.get().own().effectiveSamples() < MIN_SAMPLES) {
      long samples = known.map(profile -> profile.own().samples()).orElse(0L);
      return new RuleResult.NotApplicable(
          ID,
          "Only "
              + samples
              + " allocation samples were recorded; some "
              + Math.round(MIN_SAMPLES)
              + " of like weight are needed. Record for longer or under more load.");
    }
    AllocationProfile profile = known.get();
    OwnPaths own = profile.own();
    GcCost cost = GcCost.of(recording);
    List<Finding> findings = new ArrayList<>();
    for (HotSpot spot : HotSpots.ofOwnWork(own, SITE_RATIO * own.totalWeight())) {
      findingOf(profile, cost, spot, true).ifPresent(findings::add);
    }
    if (findings.isEmpty()) {
      for (HotSpot spot : HotSpots.ofLibraryWork(own, SITE_RATIO * own.totalWeight())) {
        findingOf(profile, cost, spot, false).ifPresent(findings::add);
      }
    }
    if (!findings.isEmpty()) {
      return new RuleResult.Found(ID, findings);
    }
    return new RuleResult.Ok(
        ID,
        "No own method allocates "
            + Formats.percent(SITE_RATIO)
            + " of the bytes and at least "
            + Formats.format(RATE_BYTES_PER_SECOND, Unit.BYTES_PER_SECOND)
            + "; all together allocate "
            + Formats.format(profile.bytesPerSecond(), Unit.BYTES_PER_SECOND)
            + " ("
            + own.samples()
            + " samples).");
  }

  private static Optional<Finding> findingOf(
      AllocationProfile profile, GcCost cost, HotSpot spot, boolean ownWork) {
    OwnPaths own = profile.own();
    Proportion share = Proportion.of(spot.weight() / own.totalWeight(), own.effectiveSamples());
    double rate = share.value() * profile.bytesPerSecond();
    boolean costly =
        cost.worstWindowRatio() >= COSTLY_PAUSE_RATIO
            || cost.collectorCpuRatio() >= COSTLY_CPU_RATIO;
    if (rate < RATE_BYTES_PER_SECOND && !costly) {
      return Optional.empty();
    }
    Severity severity = ownWork && costly ? severity(share, cost) : Severity.INFO;
    Recording recording = profile.recording();
    String type = profile.mainClass(spot.method()).orElse("objects");
    return Optional.of(
        new Finding(
            ID,
            severity,
            share.value() * cost.ratio(),
            cost.pausesOutweighCpu() ? ImpactOf.ELAPSED_TIME : ImpactOf.CPU_TIME,
            Formats.percent(share.value())
                + " of allocated bytes come from "
                + spot.describe()
                + ", mostly "
                + type,
            spot.describe()
                + " allocates "
                + Formats.format(rate, Unit.BYTES_PER_SECOND)
                + costInWords(recording, costly),
            "Avoid the objects of type "
                + type
                + " in "
                + spot.method().shortName()
                + ": reuse them, size collections and builders up front, or do not compute what is"
                + " thrown away.",
            evidence(profile, cost, share, rate, type),
            Locations.of(spot),
            null,
            recording.startNanos(),
            recording.endNanos()));
  }

  private static Severity severity(Proportion share, GcCost cost) {
    if (cost.worstWindowRatio() >= CRITICAL_PAUSE_RATIO && share.low() >= CRITICAL_SITE_RATIO) {
      return Severity.CRITICAL;
    }
    return share.low() >= SITE_RATIO ? Severity.WARNING : Severity.INFO;
  }

  private static String costInWords(Recording recording, boolean costly) {
    if (costly) {
      return ", and collections cost time that users notice.";
    }
    return recording.coverage().isEnabled("jdk.GarbageCollection")
        ? ". Collections are cheap here, so this is no problem yet."
        : ". What collections cost was not recorded.";
  }

  private static List<Evidence> evidence(
      AllocationProfile profile, GcCost cost, Proportion share, double rate, String type) {
    List<Evidence> result = new ArrayList<>();
    result.add(Evidence.of("share of allocated bytes", share.value(), Unit.RATIO, SITE_RATIO));
    result.add(
        Evidence.text(
            "95 % confidence interval",
            Formats.percent(share.low()) + " to " + Formats.percent(share.high())));
    result.add(Evidence.of("allocated here", rate, Unit.BYTES_PER_SECOND, RATE_BYTES_PER_SECOND));
    result.add(Evidence.of("allocated in all", profile.bytesPerSecond(), Unit.BYTES_PER_SECOND));
    result.add(Evidence.text("class allocated most", type));
    result.add(Evidence.of("allocation samples", profile.own().samples(), Unit.COUNT, MIN_SAMPLES));
    result.add(
        Evidence.of(
            "time in pauses, worst minute",
            cost.worstWindowRatio(),
            Unit.RATIO,
            COSTLY_PAUSE_RATIO));
    if (!Double.isNaN(cost.collectorCpuRatio())) {
      result.add(
          Evidence.of(
              "CPU time of the collector", cost.collectorCpuRatio(), Unit.RATIO, COSTLY_CPU_RATIO));
    }
    return result;
  }
}
