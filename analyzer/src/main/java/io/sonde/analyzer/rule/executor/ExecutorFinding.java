package io.sonde.analyzer.rule.executor;

import static io.sonde.analyzer.rule.executor.ExecutorSaturationRule.BURST_RATIO;
import static io.sonde.analyzer.rule.executor.ExecutorSaturationRule.COMPUTING_RATIO;
import static io.sonde.analyzer.rule.executor.ExecutorSaturationRule.CRITICAL_RATIO;
import static io.sonde.analyzer.rule.executor.ExecutorSaturationRule.FEWEST;
import static io.sonde.analyzer.rule.executor.ExecutorSaturationRule.FULL_PROCESSORS;
import static io.sonde.analyzer.rule.executor.ExecutorSaturationRule.SUFFICIENT_RATIO;
import static io.sonde.analyzer.rule.executor.ExecutorSaturationRule.WARNING_RATIO;

import io.sonde.analyzer.aggregate.CpuUse;
import io.sonde.analyzer.aggregate.ExecutorLoad;
import io.sonde.analyzer.aggregate.ExecutorLoads;
import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.aggregate.Queueing;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/** An application's executor in whose queue tasks of requests waited. */
final class ExecutorFinding {
  private final Recording recording;
  private final ExecutorLoad load;
  private final double processors;
  private final double computing;

  private ExecutorFinding(Recording recording, ExecutorLoad load) {
    this.recording = recording;
    this.load = load;
    this.processors = processors(recording, load.fromNanos(), load.toNanos());
    double whole = load.doing().totalNanos();
    this.computing =
        whole <= 0
            ? Double.NaN
            : (load.doing().nanos(Part.CPU) + load.doing().nanos(Part.UNEXPLAINED)) / whole;
  }

  static Finding of(Recording recording, ExecutorLoad load) {
    return new ExecutorFinding(recording, load).finding();
  }

  /** Share (0 to 1) of the machine's processors in use in a stretch; NaN when unknown. */
  static double processors(Recording recording, long from, long to) {
    return recording.cpuLoads().stream()
        .filter(each -> each.timeNanos() >= from && each.timeNanos() <= to)
        .mapToDouble(each -> CpuUse.ratio(recording, each))
        .average()
        .orElse(Double.NaN);
  }

  private Finding finding() {
    return new Finding(
        ExecutorSaturationRule.ID,
        severity(),
        load.impact(),
        ImpactOf.WAITING_TIME,
        "Tasks wait "
            + Formats.nanos(load.meanQueueNanos())
            + (load.threadCount() == 1
                ? " for the only thread "
                : " for one of " + load.threadCount() + " threads ")
            + load.threads()
            + "*",
        summary(),
        advice(),
        evidence(),
        RunWords.locations(load.doing()),
        null,
        load.fromNanos(),
        Math.min(recording.endNanos(), load.toNanos()));
  }

  /** Whether threads wait for a processor, so that the number of threads is not the cause. */
  private boolean isStarved() {
    return processors >= FULL_PROCESSORS && computing >= COMPUTING_RATIO;
  }

  private Severity severity() {
    if (isStarved() || load.windows() < FEWEST || !(load.usersShare() >= WARNING_RATIO)) {
      return Severity.INFO;
    }
    return load.usersShare() >= CRITICAL_RATIO ? Severity.CRITICAL : Severity.WARNING;
  }

  private int sufficient() {
    return Math.max(load.threadCount() + 1, Queueing.serversFor(load.offered(), SUFFICIENT_RATIO));
  }

  private String summary() {
    return "For "
        + Formats.nanos(load.toNanos() - load.fromNanos())
        + " "
        + Formats.format(load.tasks() / load.seconds(), Unit.PER_SECOND)
        + " tasks of requests ran on "
        + load.threadCount()
        + " threads for "
        + Formats.nanos(load.meanRunNanos())
        + " each, after "
        + Formats.nanos(load.meanQueueNanos())
        + " in the queue. The threads worked "
        + Formats.percent(load.utilization())
        + " of the time, and "
        + Formats.format(load.waiting(), Unit.COUNT)
        + " tasks waited on average."
        + RunWords.most(load.doing());
  }

  private String advice() {
    if (isStarved()) {
      return "The processors were full ("
          + Formats.percent(processors)
          + ") and the tasks compute: more threads would only move the queue to the processors. Save"
          + " CPU time first.";
    }
    StringBuilder text = new StringBuilder();
    if (load.utilization() < BURST_RATIO) {
      text.append("Tasks come in bursts, and between them threads are idle: ");
    }
    text.append("Give the executor ")
        .append(sufficient())
        .append(load.utilization() >= 0.9 ? " threads or more" : " threads")
        .append(" (Erlang C: a mean wait of a tenth of the run), or let ")
        .append(RunWords.name(load.doing()))
        .append(" take less time, and bound the queue, so that callers learn of an overload at")
        .append(" once.");
    if (computing >= COMPUTING_RATIO) {
      text.append(" The tasks compute: more threads than processors gain nothing.");
    } else {
      text.append(" More threads ask more of what they wait for at once: see that it can bear it.");
    }
    return text.toString();
  }

  private List<Evidence> evidence() {
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.text("threads", load.threads() + "*"));
    evidence.add(Evidence.of("threads that ran tasks", load.threadCount(), Unit.COUNT));
    evidence.add(Evidence.of("mean wait in the queue", load.meanQueueNanos(), Unit.NANOSECONDS));
    evidence.add(Evidence.of("longest wait", load.longestQueueNanos(), Unit.NANOSECONDS));
    evidence.add(Evidence.of("mean run", load.meanRunNanos(), Unit.NANOSECONDS));
    evidence.add(
        Evidence.of(
            "wait per run",
            load.meanQueueNanos() / Math.max(1, load.meanRunNanos()),
            Unit.RATIO,
            ExecutorLoads.QUEUE_RATIO));
    evidence.add(
        Evidence.of("load (rate × run, Little)", load.offered(), Unit.COUNT, load.threadCount()));
    evidence.add(Evidence.of("threads at work", load.utilization(), Unit.RATIO));
    evidence.add(Evidence.of("sufficient threads (Erlang C)", sufficient(), Unit.COUNT));
    if (!Double.isNaN(load.usersShare())) {
      evidence.add(
          Evidence.of(
              "share of users' time in the queue meanwhile",
              load.usersShare(),
              Unit.RATIO,
              WARNING_RATIO));
    }
    if (!Double.isNaN(processors)) {
      evidence.add(Evidence.of(Evidence.PROCESSORS, processors, Unit.RATIO, FULL_PROCESSORS));
    }
    evidence.addAll(RunWords.evidence(load.doing()));
    return evidence;
  }
}
