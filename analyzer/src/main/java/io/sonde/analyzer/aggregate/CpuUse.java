package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.util.function.ToDoubleFunction;

/**
 * How busy the processors were in a stretch of time.
 *
 * @param cores cores available to the JVM, a container's limit respected; 0 when unknown
 * @param usedCores cores that the JVM used on average, or NaN when unknown
 * @param machineRatio share (0 to 1) of all cores busy with anything, or NaN when unknown
 * @param measured true when the operating system counted; false when estimated from samples
 */
public record CpuUse(double cores, double usedCores, double machineRatio, boolean measured) {
  public static CpuUse in(BusyWindow window, Recording recording) {
    double cores = recording.jvm().cores();
    double limit = recording.jvm().containerCpuLimit();
    double available = limit > 0 ? Math.min(limit, cores > 0 ? cores : limit) : cores;
    double jvm = average(window, recording, load -> load.jvmUser() + load.jvmSystem());
    double machine = average(window, recording, CpuLoad::machineTotal);
    if (!Double.isNaN(jvm) && cores > 0) {
      return new CpuUse(available, jvm * cores, machine, true);
    }
    SampleTable samples = recording.samples(SampleKind.CPU);
    long covered = Math.min(recording.coveredNanos(), window.toNanos() - window.fromNanos());
    if (samples == null || covered <= 0) {
      return new CpuUse(available, Double.NaN, machine, false);
    }
    return new CpuUse(available, weight(samples, window) / covered, machine, false);
  }

  /** Share of the cores in use at one instant, by the machine or the JVM, whichever is larger. */
  public static double ratio(Recording recording, CpuLoad load) {
    double cores = recording.jvm().cores();
    double limit = recording.jvm().containerCpuLimit();
    double available = limit > 0 && cores > 0 ? Math.min(1, limit / cores) : 1;
    return Math.max(load.machineTotal(), (load.jvmUser() + load.jvmSystem()) / available);
  }

  private static double average(
      BusyWindow window, Recording recording, ToDoubleFunction<CpuLoad> part) {
    return recording.cpuLoads().stream()
        .filter(load -> window.contains(load.timeNanos()))
        .mapToDouble(part)
        .filter(CpuUse::isRatio)
        .average()
        .orElse(Double.NaN);
  }

  private static double weight(SampleTable samples, BusyWindow window) {
    double weight = 0;
    for (int i = 0; i < samples.size(); i++) {
      weight += window.contains(samples.timeNanos(i)) ? Math.max(0, samples.weight(i)) : 0;
    }
    return weight;
  }

  /**
   * Share (0 to 1) of the cores in use: of the machine's, or of those that a container's limit
   * leaves to the JVM, whichever is scarcer; NaN when unknown.
   */
  public double saturation() {
    double used = usedRatio();
    return Double.isNaN(used)
        ? machineRatio
        : Double.isNaN(machineRatio) ? used : Math.max(machineRatio, used);
  }

  /** Share of the available cores that the JVM used; NaN when unknown. */
  public double usedRatio() {
    return cores > 0 ? usedCores / cores : Double.NaN;
  }

  private static boolean isRatio(double value) {
    return value >= 0 && value <= 1.5;
  }
}
