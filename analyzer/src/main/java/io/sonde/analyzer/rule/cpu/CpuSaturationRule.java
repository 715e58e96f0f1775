package io.sonde.analyzer.rule.cpu;

import io.sonde.analyzer.aggregate.WarmingCode;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Was more CPU asked for than the machine, or the container's limit, could give? Then everything
 * that runs waits, and whatever else is slow may be so for that.
 */
public final class CpuSaturationRule implements Rule {
  public static final String ID = "cpu-saturation";

  /** Share of the cores in use below which no wait is told: M/M/1 waits 4 service times at it. */
  static final double INFO_RATIO = 0.8;

  /** Share of the cores in use from which nothing is left, as readings round; our choice. */
  static final double FULL_RATIO = 0.95;

  /** Share of requests' time spent ready to run from which users notice: a tenth; our choice. */
  static final double WARNING_QUEUE_RATIO = 0.1;

  /** Share of requests' time spent ready to run from which they mostly wait for that. */
  static final double CRITICAL_QUEUE_RATIO = 0.5;

  /**
   * Threads that share the application's CPU time, per core, from which a core is waited for: with
   * two, one waits while the other runs. For recordings without requests; our choice.
   */
  static final double BUSY_THREADS_PER_CORE = 2;

  /** Share of the machine that others use from which they are named first; JMC's limit. */
  static final double OTHERS_RATIO = 0.4;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "readings of the CPU load",
            Set.of("jdk.CPULoad"),
            "Enable jdk.CPULoad, or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    CpuDemand demand = CpuDemand.of(recording);
    if (!demand.isKnown()) {
      return new RuleResult.NotApplicable(
          ID,
          "No stretch of the recording holds "
              + CpuDemand.MIN_READINGS
              + " readings of the CPU load. Record for longer, with jdk.CPULoad every second.");
    }
    double limit = limit(demand);
    CpuQueue queue =
        demand.use() >= INFO_RATIO ? CpuQueue.of(examination, demand) : CpuQueue.UNKNOWN;
    Severity severity = severity(demand, queue, limit, throttled(recording, demand));
    return severity == null
        ? new RuleResult.Ok(
            ID,
            "In the busiest "
                + Math.round(demand.seconds())
                + " s "
                + Formats.percent(demand.use())
                + " of the available cores were in use, below "
                + Formats.percent(INFO_RATIO)
                + ".")
        : new RuleResult.Found(
            ID,
            List.of(
                new CpuSaturationFinding(
                        examination,
                        demand,
                        queue,
                        limit,
                        severity,
                        CpuSaturationFinding.hottest(recording))
                    .finding()));
  }

  /** The limit, and not the machine, is used up: cpu-throttling tells what that does. */
  private static boolean throttled(Recording recording, CpuDemand demand) {
    return demand.byLimit()
        && Throttling.of(recording).periodRatio() >= CpuThrottlingRule.WARNING_PERIOD_RATIO;
  }

  /** More processors can be used further before work waits: M/M/c. */
  static double limit(CpuDemand demand) {
    int processors = (int) Math.max(1, Math.ceil(demand.cores()));
    return Math.max(INFO_RATIO, QueueingTheory.useThatDoubles(processors));
  }

  private static @Nullable Severity severity(
      CpuDemand demand, CpuQueue queue, double limit, boolean throttled) {
    if (demand.use() < INFO_RATIO) {
      return null;
    }
    if (throttled || queue.warming() >= WarmingCode.RATIO) {
      return Severity.INFO;
    }
    if (queue.isMeasured()) {
      if (demand.use() < limit || queue.ofRequests() < WARNING_QUEUE_RATIO) {
        return Severity.INFO;
      }
      return queue.ofRequests() >= CRITICAL_QUEUE_RATIO && demand.use() >= FULL_RATIO
          ? Severity.CRITICAL
          : Severity.WARNING;
    }
    boolean many = queue.busyThreads() >= BUSY_THREADS_PER_CORE * Math.max(1, demand.cores());
    return many && demand.use() >= Math.max(limit, FULL_RATIO) ? Severity.WARNING : Severity.INFO;
  }
}
