package io.sonde.analyzer.rule.exceptions;

import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Do exceptions cost the users anything? Their number alone is no fault: what one costs depends on
 * the depth of the stack. So the rate informs, and the time warns.
 */
public final class ExceptionStormRule implements Rule {
  public static final String ID = "exception-storm";

  /** Exceptions per second; JDK Mission Control's limit for a word. */
  static final double INFO_PER_SECOND = 5_000;

  /** Share of time; JDK Mission Control's limit for the JVM's other pure cost, pauses. */
  static final double INFO_RATIO = 0.05;

  /** Share of time; JDK Mission Control's limit for pauses. */
  static final double WARNING_RATIO = 0.1;

  /** Share of time; as gc-pressure has it for pauses, our choice. */
  static final double CRITICAL_RATIO = 0.25;

  /** Share of all cores busy from which requests queue: M/M/1 waits 4 service times at 0.8. */
  static final double SATURATED_RATIO = 0.8;

  /** Share of the cores that the application must use, so that idle services do not warn. */
  static final double BUSY_CORES_RATIO = 0.1;

  /** Cores from which it is not idle on any machine: half a thread's time; our choice. */
  static final double BUSY_CORES = 0.5;

  /** Fewer samples than this leave a share of one tenth uncertain by ±6 points or more. */
  static final double MIN_SAMPLES = 100;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "number of exceptions and no CPU samples",
            Set.of(
                "jdk.ExceptionStatistics",
                "jdk.JavaExceptionThrow",
                "jdk.ExecutionSample",
                "jdk.CPUTimeSample"),
            "Enable jdk.ExceptionStatistics and jdk.ExecutionSample, or record with Sonde's"
                + " agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    ExceptionRate rate = ExceptionRate.of(recording.gauges().only(Gauge.THROWABLES));
    ExceptionCost cost = ExceptionCost.of(examination);
    if (!rate.isKnown() && !cost.cpuIsKnown()) {
      int thrown = recording.incidents().of(IncidentKind.EXCEPTION).size();
      return new RuleResult.NotApplicable(
          ID,
          "Neither the rate of exceptions nor their cost can be told: "
              + (thrown > 0
                  ? thrown + " throws were recorded, which may be a few of many. "
                  : "the recording is too short. ")
              + "Enable jdk.ExceptionStatistics, and record for longer under load.");
    }
    Severity severity = severity(rate, cost);
    return severity == null
        ? new RuleResult.Ok(ID, ok(rate, cost))
        : new RuleResult.Found(
            ID, List.of(new ExceptionFinding(recording, rate, cost, severity).finding()));
  }

  private static @Nullable Severity severity(ExceptionRate rate, ExceptionCost cost) {
    if (delays(cost, CRITICAL_RATIO, true)) {
      return Severity.CRITICAL;
    }
    if (delays(cost, WARNING_RATIO, false)) {
      return Severity.WARNING;
    }
    boolean costly = cost.cpuIsKnown() && cost.cpu().low() >= INFO_RATIO;
    return costly || cost.waiting() >= INFO_RATIO || rate.peakPerSecond() >= INFO_PER_SECOND
        ? Severity.INFO
        : null;
  }

  /**
   * Whether that share of the users' time goes into exceptions: of requests where they are known.
   * Where the processors are taken, all wait for CPU time that is lost.
   */
  private static boolean delays(ExceptionCost cost, double ratio, boolean onlySaturated) {
    if (!cost.cpuIsKnown()) {
      return false;
    }
    boolean ofCpu = cost.cpu().low() >= ratio;
    boolean saturated = cost.saturation() >= SATURATED_RATIO;
    if (!Double.isNaN(cost.waiting())) {
      return cost.waiting() >= ratio && cost.isBusy() || ofCpu && saturated;
    }
    return ofCpu && (onlySaturated ? saturated : cost.isBusy());
  }

  private static String ok(ExceptionRate rate, ExceptionCost cost) {
    StringBuilder text = new StringBuilder();
    if (rate.isKnown()) {
      text.append("Up to ")
          .append(Formats.format(rate.peakPerSecond(), Unit.PER_SECOND))
          .append(" exceptions were made; ")
          .append(Formats.format(INFO_PER_SECOND, Unit.PER_SECOND))
          .append(" would be told. ");
    } else {
      text.append("Their number was not recorded. ");
    }
    if (cost.cpuIsKnown()) {
      text.append("They took ")
          .append(Formats.percent(cost.cpu().value()))
          .append(" of the application's CPU time; ")
          .append(Formats.percent(INFO_RATIO))
          .append(" would be told.");
    } else {
      text.append("What they cost is not known: too few CPU samples.");
    }
    return text.toString();
  }
}
