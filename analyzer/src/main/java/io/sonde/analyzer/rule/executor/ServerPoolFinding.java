package io.sonde.analyzer.rule.executor;

import static io.sonde.analyzer.rule.executor.ExecutorSaturationRule.CRITICAL_RATIO;
import static io.sonde.analyzer.rule.executor.ExecutorSaturationRule.FEWEST;
import static io.sonde.analyzer.rule.executor.ExecutorSaturationRule.FULL_PROCESSORS;
import static io.sonde.analyzer.rule.executor.ExecutorSaturationRule.WARNING_RATIO;

import io.sonde.analyzer.aggregate.ServerPools.Full;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/** A server's worker pool that was full while requests waited for a thread. */
final class ServerPoolFinding {
  private ServerPoolFinding() {}

  static Finding of(Recording recording, Full full) {
    double processors = ExecutorFinding.processors(recording, full.fromNanos(), full.toNanos());
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.text("worker pool", full.name()));
    evidence.add(Evidence.of("threads", full.limit(), Unit.COUNT));
    evidence.add(Evidence.of("requests waiting, mean", full.waiting(), Unit.COUNT));
    evidence.add(Evidence.of("requests waiting, most", full.mostWaiting(), Unit.COUNT));
    evidence.add(
        Evidence.of("readings with all threads at work", full.fullReadings(), Unit.COUNT, FEWEST));
    evidence.add(
        Evidence.of(
            "share of users' time in the queue meanwhile",
            full.waitingShare(),
            Unit.RATIO,
            WARNING_RATIO));
    if (!Double.isNaN(processors)) {
      evidence.add(Evidence.of(Evidence.PROCESSORS, processors, Unit.RATIO, FULL_PROCESSORS));
    }
    evidence.addAll(RunWords.evidence(full.doing()));
    return new Finding(
        ExecutorSaturationRule.ID,
        processors >= FULL_PROCESSORS ? Severity.INFO : severity(full),
        full.impact(),
        ImpactOf.WAITING_TIME,
        "Requests wait for one of the server's "
            + Formats.format(full.limit(), Unit.COUNT)
            + " threads",
        "All threads of "
            + full.name()
            + " were at work at "
            + full.fullReadings()
            + " of "
            + full.readings()
            + " readings in "
            + Formats.nanos(full.toNanos() - full.fromNanos())
            + ", and "
            + Formats.format(full.waiting(), Unit.COUNT)
            + " requests waited for one on average. That wait is in no request's time: users see it"
            + " on top."
            + RunWords.most(full.doing()),
        "Let "
            + RunWords.name(full.doing())
            + " take less of the threads' time: by Little's law so many threads are at work because"
            + " requests take long. More threads help only where they wait for something that can"
            + " bear more at once.",
        evidence,
        RunWords.locations(full.doing()),
        null,
        Math.max(recording.startNanos(), full.fromNanos()),
        full.toNanos());
  }

  private static Severity severity(Full full) {
    if (full.fullReadings() < FEWEST || full.waitingShare() < WARNING_RATIO) {
      return Severity.INFO;
    }
    return full.waitingShare() >= CRITICAL_RATIO ? Severity.CRITICAL : Severity.WARNING;
  }
}
