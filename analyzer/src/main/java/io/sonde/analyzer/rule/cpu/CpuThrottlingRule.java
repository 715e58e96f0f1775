package io.sonde.analyzer.rule.cpu;

import io.sonde.analyzer.aggregate.Part;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Did a CPU quota (a container's limit) stop the service while it had work? Linux takes all threads
 * off the processors once the quota of a period is used up, until the next begins.
 */
public final class CpuThrottlingRule implements Rule {
  public static final String ID = "cpu-throttling";

  /** Share of the periods from which throttling shapes the 99th percentile of latency. */
  static final double INFO_PERIOD_RATIO = 0.01;

  /** Share of the periods; the alert CPUThrottlingHigh of the Kubernetes mixin. */
  static final double WARNING_PERIOD_RATIO = 0.25;

  /** Share of the periods from which it is stopped more often than not. */
  static final double CRITICAL_PERIOD_RATIO = 0.5;

  /** Share of the elapsed time; JDK Mission Control's limit for stopped applications. */
  static final double WARNING_TIME_RATIO = 0.05;

  /** Share of the elapsed time; as gc-pressure has it for pauses, our choice. */
  static final double CRITICAL_TIME_RATIO = 0.25;

  /** Fewer periods are no measure: two seconds of periods of 100 ms; our choice. */
  static final double MIN_PERIODS = 20;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "events of a container's CPU quota",
            Set.of("jdk.ContainerCPUThrottling"),
            "Enable jdk.ContainerCPUThrottling (JDK 17 and newer, Linux), or record with Sonde's"
                + " agent; without a container or control group there is nothing to record."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    boolean read = recording.gauges().only(Gauge.QUOTA_PERIODS).size() > 0;
    double limit = recording.jvm().containerCpuLimit();
    if (!read) {
      return new RuleResult.NotApplicable(
          ID,
          "jdk.ContainerCPUThrottling was enabled, but none was written: the service ran in no"
              + " container that the JVM knows of, or for less than the event's period.");
    }
    Throttling throttling = Throttling.of(recording);
    if (limit <= 0 && !(throttling.throttledPeriods() > 0)) {
      return new RuleResult.Ok(ID, "No CPU quota is set, so none can stop the service.");
    }
    if (!throttling.isKnown() || throttling.periods() < MIN_PERIODS) {
      return new RuleResult.NotApplicable(
          ID,
          "The readings of the CPU quota "
              + (throttling.startSetAside() ? "after the start " : "")
              + "span "
              + Math.round(throttling.periods())
              + " of its periods; "
              + Math.round(MIN_PERIODS)
              + " are needed. Record for longer, or with a shorter period of"
              + " jdk.ContainerCPUThrottling.");
    }
    Severity severity = severity(throttling);
    if (severity == null) {
      return new RuleResult.Ok(
          ID,
          "The CPU quota was used up in "
              + Formats.percent(throttling.periodRatio())
              + " of its periods; "
              + Formats.percent(INFO_PERIOD_RATIO)
              + " would be told.");
    }
    return new RuleResult.Found(ID, List.of(finding(examination, throttling, severity)));
  }

  private static @Nullable Severity severity(Throttling throttling) {
    double periods = throttling.periodRatio();
    double time = throttling.timeRatio();
    if (periods >= CRITICAL_PERIOD_RATIO && time >= CRITICAL_TIME_RATIO) {
      return Severity.CRITICAL;
    }
    if (periods >= WARNING_PERIOD_RATIO && time >= WARNING_TIME_RATIO) {
      return Severity.WARNING;
    }
    return periods >= INFO_PERIOD_RATIO ? Severity.INFO : null;
  }

  private static Finding finding(
      Examination examination, Throttling throttling, Severity severity) {
    Recording recording = examination.recording();
    boolean users = examination.waitingTime().isKnown();
    double limit = recording.jvm().containerCpuLimit();
    return new Finding(
        ID,
        severity,
        users
            ? examination.waitingTime().share(Part.RUNNABLE)
            : Math.min(1, throttling.timeRatio() / Math.max(1, recording.jvm().cores())),
        users ? ImpactOf.WAITING_TIME : ImpactOf.ELAPSED_TIME,
        "The CPU quota stopped the service in "
            + Formats.percent(throttling.periodRatio())
            + " of its periods",
        summary(throttling, limit, users ? examination.waitingTime().share(Part.RUNNABLE) : 0),
        advice(recording, limit),
        evidence(recording, throttling, limit, users ? examination : null),
        List.of(),
        null,
        throttling.fromNanos(),
        throttling.toNanos());
  }

  private static String summary(Throttling throttling, double limit, double waited) {
    return (limit > 0 ? "The limit is " + cores(limit) + ". It" : "The quota")
        + " was used up in "
        + Math.round(throttling.throttledPeriods())
        + " of "
        + Math.round(throttling.periods())
        + " periods; then all threads stood still for "
        + Formats.nanos(throttling.nanosPerThrottledPeriod())
        + " on average, summed over the processors."
        + (waited >= INFO_PERIOD_RATIO
            ? " Requests were ready to run and got no processor for "
                + Formats.percent(waited)
                + " of their time."
            : "");
  }

  private static String advice(Recording recording, double limit) {
    StringBuilder text = new StringBuilder();
    text.append("Raise the limit, or set none and rely on CPU requests");
    if (limit > 0 && limit < 2) {
      text.append(
          "; a JVM under 2 cores also takes the serial collector and one compiler thread of each"
              + " kind");
    }
    text.append(". If it must stay, let fewer threads run at once: pools, ForkJoinPool, collector")
        .append(" (-XX:ParallelGCThreads) and compiler (-XX:CICompilerCount) sized for ")
        .append(limit > 0 ? cores(limit) : "the limit")
        .append(", not for the machine's ")
        .append(recording.jvm().cores())
        .append(
            ", so that a burst does not use the period's quota up at once. A longer period (100 ms is"
                + " the default) or cpu.cfs_burst_us allows short bursts.");
    return text.toString();
  }

  private static List<Evidence> evidence(
      Recording recording, Throttling throttling, double limit, @Nullable Examination users) {
    List<Evidence> result = new ArrayList<>();
    result.add(
        Evidence.of(
            "periods in which the quota was used up",
            throttling.periodRatio(),
            Unit.RATIO,
            WARNING_PERIOD_RATIO));
    result.add(
        Evidence.of(
            "time stopped, summed over processors, of the elapsed",
            throttling.timeRatio(),
            Unit.RATIO,
            WARNING_TIME_RATIO));
    result.add(Evidence.of("periods", throttling.periods(), Unit.COUNT, MIN_PERIODS));
    result.add(Evidence.of("time stopped", throttling.throttledNanos(), Unit.NANOSECONDS));
    if (limit > 0) {
      result.add(Evidence.of("limit, in cores", limit, Unit.COUNT));
    }
    double period = recording.gauges().only(Gauge.QUOTA_PERIOD_LENGTH).last();
    if (period > 0) {
      result.add(Evidence.of("length of a period", period, Unit.NANOSECONDS));
    }
    result.add(Evidence.of("cores of the machine", recording.jvm().cores(), Unit.COUNT));
    if (users != null) {
      result.add(
          Evidence.of(
              "requests' time ready to run, without a processor",
              users.waitingTime().share(Part.RUNNABLE),
              Unit.RATIO,
              CpuSaturationRule.WARNING_QUEUE_RATIO));
    }
    if (throttling.startSetAside()) {
      result.add(Evidence.text("set aside", "the JVM's start"));
    }
    return result;
  }

  private static String cores(double limit) {
    String number = String.format(Locale.ROOT, "%.2f", limit).replaceFirst("\\.?0+$", "");
    return number + (number.equals("1") ? " core" : " cores");
  }
}
