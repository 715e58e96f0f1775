package io.sonde.analyzer.rule.exceptions;

import io.sonde.analyzer.aggregate.BusyWindow;
import io.sonde.analyzer.aggregate.CallSite;
import io.sonde.analyzer.aggregate.CallSites;
import io.sonde.analyzer.aggregate.CpuUse;
import io.sonde.analyzer.aggregate.Proportion;
import io.sonde.analyzer.aggregate.SteadySamples;
import io.sonde.analyzer.aggregate.ThrowableStacks;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.rule.Examination;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What exceptions took of CPU and waiting time, and who made them.
 *
 * @param cpu share of the CPU time of application threads in steady state; of no samples where the
 *     recording holds too few
 * @param waiting share of the waiting time; NaN where no requests were recorded
 * @param applicationCores cores that the application used in its busiest stretch; NaN when unknown
 * @param cores available to the JVM; 0 when unknown
 * @param saturation share of the available cores in use then; NaN when unknown
 * @param sites heaviest first: by CPU time, or where no sample shows any by number
 * @param kinds classes of exceptions, most frequent first
 */
record ExceptionCost(
    Proportion cpu,
    double waiting,
    double applicationCores,
    double cores,
    double saturation,
    List<CallSite> sites,
    List<String> kinds) {

  private static final int NAMED_KINDS = 3;

  static ExceptionCost of(Examination examination) {
    Recording recording = examination.recording();
    ThrowableStacks throwables = ThrowableStacks.of(recording.stacks());
    Map<String, Double> kinds = new HashMap<>();
    SampleTable samples = recording.samples(SampleKind.CPU);
    CallSites sites = CallSites.of(recording);
    Proportion cpu = Proportion.of(0, 0);
    CpuUse use = new CpuUse(0, Double.NaN, Double.NaN, false);
    double application = Double.NaN;
    if (samples != null && samples.size() > 0) {
      SteadySamples steady = SteadySamples.of(recording, samples);
      cpu = share(samples, steady, throwables, sites, kinds);
      BusyWindow window = BusyWindow.of(recording, samples, steady);
      use = CpuUse.in(window, recording);
      application = window.applicationRatio() * use.usedCores();
    }
    boolean byCpu = sites.total() > 0;
    for (Incident thrown : recording.incidents().of(IncidentKind.EXCEPTION)) {
      if (thrown.subject() >= 0) {
        kinds.merge(recording.classNames().get(thrown.subject()), thrown.weight(), Double::sum);
      }
      if (!byCpu) {
        sites.add(throwables.maker(thrown.stack()), thrown.weight());
      }
    }
    double waiting =
        examination.waitingTime().isKnown()
            ? examination.waitingTime().shareOfCpu(throwables::isThrowing)
            : Double.NaN;
    return new ExceptionCost(
        cpu,
        waiting,
        application,
        use.cores(),
        use.saturation(),
        sites.heaviest(),
        kinds.entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(NAMED_KINDS)
            .map(Map.Entry::getKey)
            .toList());
  }

  private static Proportion share(
      SampleTable samples,
      SteadySamples steady,
      ThrowableStacks throwables,
      CallSites sites,
      Map<String, Double> kinds) {
    double all = 0;
    double squares = 0;
    double throwing = 0;
    for (int i = 0; i < samples.size(); i++) {
      double weight = samples.weight(i);
      if (weight <= 0 || !steady.accepts(samples, i)) {
        continue;
      }
      all += weight;
      squares += weight * weight;
      int stack = samples.stack(i);
      if (throwables.isThrowing(stack)) {
        throwing += weight;
        sites.add(throwables.maker(stack), weight);
        String kind = throwables.exceptionClass(stack);
        if (!kind.isEmpty()) {
          kinds.merge(kind, weight, Double::sum);
        }
      }
    }
    return all <= 0 ? Proportion.of(0, 0) : Proportion.of(throwing / all, all * all / squares);
  }

  boolean cpuIsKnown() {
    return cpu.effectiveSamples() >= ExceptionStormRule.MIN_SAMPLES;
  }

  /** Unknown use counts as busy: samples alone cannot show that a service idles. */
  boolean isBusy() {
    if (Double.isNaN(applicationCores)) {
      return true;
    }
    double least =
        cores > 0
            ? Math.min(ExceptionStormRule.BUSY_CORES, ExceptionStormRule.BUSY_CORES_RATIO * cores)
            : ExceptionStormRule.BUSY_CORES_RATIO;
    return applicationCores >= least;
  }
}
