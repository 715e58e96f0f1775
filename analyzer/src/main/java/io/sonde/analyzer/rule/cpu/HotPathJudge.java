package io.sonde.analyzer.rule.cpu;

import io.sonde.analyzer.aggregate.BusyWindow;
import io.sonde.analyzer.aggregate.CpuUse;
import io.sonde.analyzer.aggregate.HotSpot;
import io.sonde.analyzer.aggregate.OwnPaths;
import io.sonde.analyzer.aggregate.Proportion;
import io.sonde.analyzer.aggregate.SteadySamples;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Locations;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Weighs one hot spot and words the finding.
 *
 * @param cpu use of the processors in {@code window}, the busiest stretch of the recording
 */
record HotPathJudge(
    Recording recording, OwnPaths own, CpuUse cpu, SteadySamples steady, BusyWindow window) {

  Finding ownWork(HotSpot spot) {
    Proportion share = share(spot);
    Severity severity = severity(share);
    String gain = String.format(Locale.ROOT, "%.1f", 1 / Math.max(0.01, 1 - share.value()));
    String summary =
        spot.describe()
            + " and what it calls hold "
            + Formats.percent(share.value())
            + " of the CPU time of application threads. Without that work the same CPU would serve"
            + " up to "
            + gain
            + " times as much.";
    return finding(
        spot,
        severity,
        Formats.percent(share.value())
            + " of the application's CPU time is spent in "
            + spot.describe(),
        summary + (severity == Severity.INFO ? lowUse(share) : ""),
        advice(spot),
        share,
        limitOf(severity));
  }

  Finding libraryWork(HotSpot spot) {
    Proportion share = share(spot);
    return finding(
        spot,
        Severity.INFO,
        Formats.percent(share.value())
            + " of the application's CPU time is library work for "
            + spot.describe(),
        "Libraries do this work on behalf of one call of the application; the time is theirs, the"
            + " question is how often and with how much data they are asked.",
        "Look at how often "
            + spot.method().shortName()
            + " makes this call and how much it asks for at once.",
        share,
        HotPathRule.LIBRARY_INFO_RATIO);
  }

  private static double limitOf(Severity severity) {
    return switch (severity) {
      case INFO -> HotPathRule.INFO_RATIO;
      case WARNING -> HotPathRule.WARNING_RATIO;
      case CRITICAL -> HotPathRule.CRITICAL_RATIO;
    };
  }

  private Severity severity(Proportion share) {
    if (share.low() < HotPathRule.WARNING_RATIO || !isBusy(share)) {
      return Severity.INFO;
    }
    boolean saturated = cpu.saturation() >= HotPathRule.SATURATED_RATIO;
    return saturated && share.low() >= HotPathRule.CRITICAL_RATIO
        ? Severity.CRITICAL
        : Severity.WARNING;
  }

  /** Unknown use counts as busy: samples alone cannot show that a service idles. */
  private boolean isBusy(Proportion share) {
    double cores = applicationCores();
    return Double.isNaN(cores)
        || (cores >= leastCores() && cores * share.value() >= HotPathRule.LEAST_SPOT_CORES);
  }

  private double leastCores() {
    return cpu.cores() > 0
        ? Math.min(HotPathRule.WARNING_CORES, HotPathRule.WARNING_CORES_RATIO * cpu.cores())
        : HotPathRule.WARNING_CORES_RATIO;
  }

  /** Cores that the application's threads used in the window. */
  private double applicationCores() {
    return window.applicationRatio() * cpu.usedCores();
  }

  private String lowUse(Proportion share) {
    return share.low() >= HotPathRule.WARNING_RATIO && !isBusy(share)
        ? " But the service hardly used the processors, so this delays nobody much."
        : "";
  }

  private Proportion share(HotSpot spot) {
    return Proportion.of(spot.weight() / own.totalWeight(), own.effectiveSamples());
  }

  private Finding finding(
      HotSpot spot,
      Severity severity,
      String title,
      String summary,
      String recommendation,
      Proportion share,
      double threshold) {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.of("share of the application's CPU time", share.value(), Unit.RATIO, threshold));
    evidence.add(
        Evidence.text(
            "95 % confidence interval",
            Formats.percent(share.low()) + " to " + Formats.percent(share.high())));
    evidence.add(Evidence.of("CPU samples in it", spot.samples(), Unit.COUNT));
    evidence.add(
        Evidence.of("CPU samples in all", own.samples(), Unit.COUNT, HotPathRule.MIN_SAMPLES));
    evidence.addAll(use(share));
    evidence.add(
        Evidence.of("set aside: JVM's own threads", steady.virtualMachineRatio(), Unit.RATIO));
    evidence.add(Evidence.of("set aside: warm-up", steady.warmupRatio(), Unit.RATIO));
    return new Finding(
        HotPathRule.ID,
        severity,
        Math.min(1, share.value() * window.applicationRatio()),
        ImpactOf.CPU_TIME,
        title,
        summary,
        recommendation,
        evidence,
        Locations.of(spot),
        null,
        recording.startNanos(),
        recording.endNanos());
  }

  /** How busy the processors were in the busiest stretch. */
  private List<Evidence> use(Proportion share) {
    List<Evidence> evidence = new ArrayList<>();
    if (!Double.isNaN(cpu.usedCores())) {
      double application = applicationCores();
      evidence.add(
          Evidence.of(
              "cores that it burns, busiest " + Math.round(window.seconds()) + " s",
              application * share.value(),
              Unit.COUNT,
              HotPathRule.LEAST_SPOT_CORES));
      evidence.add(
          Evidence.of(
              "cores that the application uses then", application, Unit.COUNT, leastCores()));
      evidence.add(
          Evidence.of(
              cpu.measured()
                  ? "cores that the JVM uses then"
                  : "cores that the JVM uses then (from samples)",
              cpu.usedCores(),
              Unit.COUNT));
    }
    if (!Double.isNaN(cpu.saturation())) {
      evidence.add(
          Evidence.of(
              "available CPU in use then",
              cpu.saturation(),
              Unit.RATIO,
              HotPathRule.SATURATED_RATIO));
    }
    return evidence;
  }

  private static String advice(HotSpot spot) {
    return HotPathAdvice.of(spot)
        + " If this computation is the program's very purpose, as in a benchmark, it is where a"
        + " better algorithm would pay.";
  }
}
