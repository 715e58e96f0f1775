package io.sonde.analyzer.rule.cpu;

import io.sonde.analyzer.aggregate.BusyWindow;
import io.sonde.analyzer.aggregate.CodeMap;
import io.sonde.analyzer.aggregate.CpuUse;
import io.sonde.analyzer.aggregate.HotSpot;
import io.sonde.analyzer.aggregate.HotSpots;
import io.sonde.analyzer.aggregate.OwnPaths;
import io.sonde.analyzer.aggregate.Proportion;
import io.sonde.analyzer.aggregate.SteadySamples;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Does one method of the application burn an outsized share of the CPU time? Shares are those of
 * application threads in steady state; see {@link HotSpots} for what makes a spot.
 *
 * <p>The limits are Amdahl's: mending a spot of share p speeds the CPU part up by at most 1/(1-p).
 */
public final class HotPathRule implements Rule {
  public static final String ID = "hot-path";

  /** Share of CPU worth a word: at best 1.25 times faster (Amdahl). */
  static final double INFO_RATIO = 0.2;

  /** Share of CPU that warrants a change: at best 1.5 times faster (Amdahl). */
  static final double WARNING_RATIO = 1.0 / 3;

  /** Share of CPU with which a saturated machine would get half its CPU back: twice as fast. */
  static final double CRITICAL_RATIO = 0.5;

  /** Share of all cores busy from which requests queue: M/M/1 waits 4 service times at 0.8. */
  static final double SATURATED_RATIO = 0.8;

  /** Share of the available cores that the application must use, so that idle ones do not warn. */
  static final double WARNING_CORES_RATIO = 0.1;

  /** Cores of the application from which it is not idle on any machine: half a thread's time. */
  static final double WARNING_CORES = 0.5;

  /** Cores that the spot itself must burn: less is not worth a change; our choice. */
  static final double LEAST_SPOT_CORES = 0.05;

  /** Fewer samples than this leave a share of one half uncertain by ±10 points or more. */
  static final double MIN_SAMPLES = 100;

  /** Library work under one own call is named from here on, and never warned about. */
  static final double LIBRARY_INFO_RATIO = 0.5;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "CPU samples",
            Set.of("jdk.ExecutionSample", "jdk.CPUTimeSample"),
            "Enable jdk.ExecutionSample, or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    SampleTable samples = recording.samples(SampleKind.CPU);
    if (samples == null || samples.size() == 0) {
      return notApplicable(
          "CPU samples were enabled, but the recording holds none: it ran too short or idle."
              + " Record under load.");
    }
    SteadySamples steady = SteadySamples.of(recording, samples);
    OwnPaths own = OwnPaths.of(recording, samples, steady, CodeMap.of(recording, samples));
    if (own.effectiveSamples() < MIN_SAMPLES) {
      return notApplicable(
          "Only "
              + Math.round(own.effectiveSamples())
              + " CPU samples of application threads in steady state were recorded; "
              + Math.round(MIN_SAMPLES)
              + " are needed. Record for longer or under more load.");
    }
    BusyWindow window = BusyWindow.of(recording, samples, steady);
    CpuUse cpu = CpuUse.in(window, recording);
    HotPathJudge judge = new HotPathJudge(recording, own, cpu, steady, window);
    List<Finding> findings = new ArrayList<>();
    List<HotSpot> spots = HotSpots.ofOwnWork(own, INFO_RATIO * own.totalWeight());
    for (HotSpot spot : spots) {
      findings.add(judge.ownWork(spot));
    }
    if (spots.isEmpty()) {
      for (HotSpot spot : HotSpots.ofLibraryWork(own, LIBRARY_INFO_RATIO * own.totalWeight())) {
        findings.add(judge.libraryWork(spot));
      }
    }
    return findings.isEmpty() ? ok(own, cpu) : new RuleResult.Found(ID, findings);
  }

  private static RuleResult ok(OwnPaths own, CpuUse cpu) {
    String hottest =
        HotSpots.heaviestOwnWork(own)
            .map(
                entry ->
                    "The hottest own method, "
                        + entry.getKey()
                        + ", does "
                        + Formats.percent(entry.getValue() / own.totalWeight())
                        + ", and no own path reaches ")
            .orElse("No own method reaches ");
    String use =
        Double.isNaN(cpu.usedCores())
            ? ""
            : "; the JVM used up to "
                + String.format(Locale.ROOT, "%.2f", cpu.usedCores())
                + " cores";
    return new RuleResult.Ok(
        ID,
        hottest
            + Formats.percent(INFO_RATIO)
            + " of the CPU time of application threads ("
            + own.samples()
            + " samples, ±"
            + Formats.percent(halfWidth(own))
            + ")"
            + use
            + ".");
  }

  private static double halfWidth(OwnPaths own) {
    Proportion at = Proportion.of(INFO_RATIO, own.effectiveSamples());
    return (at.high() - at.low()) / 2;
  }

  private static RuleResult notApplicable(String reason) {
    return new RuleResult.NotApplicable(ID, reason);
  }
}
