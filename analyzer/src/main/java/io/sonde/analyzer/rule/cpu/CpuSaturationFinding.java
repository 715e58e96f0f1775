package io.sonde.analyzer.rule.cpu;

import io.sonde.analyzer.aggregate.CodeMap;
import io.sonde.analyzer.aggregate.CpuUse;
import io.sonde.analyzer.aggregate.HotSpots;
import io.sonde.analyzer.aggregate.Method;
import io.sonde.analyzer.aggregate.OwnPaths;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.SteadySamples;
import io.sonde.analyzer.aggregate.WarmingCode;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Words a finding on processors that are used up. */
record CpuSaturationFinding(
    Examination examination,
    CpuDemand demand,
    CpuQueue queue,
    double limit,
    Severity severity,
    Optional<String> hottest) {

  Finding finding() {
    boolean users = examination.waitingTime().isKnown();
    return new Finding(
        CpuSaturationRule.ID,
        severity,
        users ? examination.waitingTime().share(Part.RUNNABLE) : saturatedRatio(),
        users ? ImpactOf.WAITING_TIME : ImpactOf.ELAPSED_TIME,
        title(),
        summary(),
        advice(),
        evidence(),
        List.of(),
        null,
        demand.fromNanos(),
        demand.toNanos());
  }

  private boolean othersLead() {
    return demand.others() >= CpuSaturationRule.OTHERS_RATIO && demand.others() > demand.own();
  }

  private String title() {
    if (demand.byLimit()) {
      return "The service uses "
          + Formats.percent(demand.use())
          + " of the CPU that its container's limit allows";
    }
    return othersLead()
        ? "Other processes take "
            + Formats.percent(demand.others())
            + " of the machine, which is out of CPU"
        : "The machine is out of CPU: "
            + Formats.percent(demand.use())
            + " of its cores are in use";
  }

  private String summary() {
    StringBuilder text =
        new StringBuilder()
            .append("In the busiest ")
            .append(Math.round(demand.seconds()))
            .append(" s this JVM used ")
            .append(Formats.percent(demand.own()))
            .append(" of the machine and everything else ")
            .append(Formats.percent(demand.others()))
            .append('.');
    if (queue.isMeasured()) {
      text.append(" A request was ready to run and got no processor for ")
          .append(Formats.nanos(queue.perRequestNanos()))
          .append(", ")
          .append(Formats.percent(queue.ofRequests()))
          .append(" of its time beside queues for connections and threads.");
    }
    text.append(
        severity == Severity.INFO
            ? " Little is left for more load."
            : " Whatever runs waits, so that other slowness may be a consequence of this.");
    return text.toString();
  }

  private String advice() {
    if (demand.byLimit()) {
      return "Raise the container's CPU limit, or let the service need less CPU"
          + hottest.map(method -> ", first in " + method).orElse("")
          + "; cpu-throttling tells how long it was stopped.";
    }
    if (othersLead()) {
      return "See what else runs on the machine (top), and move it away or limit it; a load generator"
          + " on the same machine counts, too.";
    }
    return "Ask for less at once (a limit of concurrent work, load shedding), add cores or instances,"
        + " or let each request need less CPU"
        + hottest.map(method -> ": " + method + " burns most").orElse("")
        + ".";
  }

  private List<Evidence> evidence() {
    List<Evidence> result = new ArrayList<>();
    result.add(Evidence.of("available CPU in use", demand.use(), Unit.RATIO, limit));
    result.add(Evidence.of("this JVM, of the machine", demand.own(), Unit.RATIO));
    result.add(
        Evidence.of(
            "everything else, of the machine",
            demand.others(),
            Unit.RATIO,
            CpuSaturationRule.OTHERS_RATIO));
    if (demand.cores() > 0) {
      result.add(Evidence.of("cores available", demand.cores(), Unit.COUNT));
      int processors = (int) Math.max(1, Math.ceil(demand.cores()));
      double wait = QueueingTheory.waitPerWork(processors, demand.use());
      if (!Double.isInfinite(wait)) {
        result.add(Evidence.of("wait per work, M/M/" + processors, wait, Unit.COUNT, 1));
      }
    }
    if (queue.isMeasured()) {
      result.add(
          Evidence.of(
              "time that requests were served in: ready to run, without a processor",
              queue.ofRequests(),
              Unit.RATIO,
              CpuSaturationRule.WARNING_QUEUE_RATIO));
      result.add(Evidence.of("the same per request", queue.perRequestNanos(), Unit.NANOSECONDS));
    } else if (queue.busyThreads() > 0) {
      result.add(
          Evidence.of(
              "threads that share the CPU time",
              queue.busyThreads(),
              Unit.COUNT,
              CpuSaturationRule.BUSY_THREADS_PER_CORE * Math.max(1, demand.cores())));
    }
    if (queue.warming() > 0) {
      result.add(
          Evidence.of(
              "CPU time for compiling and cold code",
              queue.warming(),
              Unit.RATIO,
              WarmingCode.RATIO));
    }
    result.add(Evidence.of("time with as much in use", saturatedRatio(), Unit.RATIO));
    hottest.ifPresent(method -> result.add(Evidence.text("own method that burns most", method)));
    return result;
  }

  /** Share of all readings at which at least as much was in use as the finding asks for. */
  private double saturatedRatio() {
    List<CpuLoad> loads = examination.recording().cpuLoads();
    double least = severity == Severity.INFO ? CpuSaturationRule.INFO_RATIO : limit;
    long above =
        loads.stream().filter(load -> CpuUse.ratio(examination.recording(), load) >= least).count();
    return loads.isEmpty() ? 0 : (double) above / loads.size();
  }

  /** The own method that burns most CPU time, as people read it. */
  static Optional<String> hottest(Recording recording) {
    SampleTable samples = recording.samples(SampleKind.CPU);
    if (samples == null) {
      return Optional.empty();
    }
    SteadySamples steady = SteadySamples.of(recording, samples);
    OwnPaths own = OwnPaths.of(recording, samples, steady, CodeMap.of(recording, samples));
    return HotSpots.heaviestOwnWork(own)
        .map(Map.Entry<Method, Double>::getKey)
        .map(method -> shortName(method));
  }

  private static String shortName(Method method) {
    return method.className().substring(method.className().lastIndexOf('.') + 1)
        + "."
        + method.name();
  }
}
