package io.sonde.analyzer.rule.lock;

import io.sonde.analyzer.aggregate.CpuUse;
import io.sonde.analyzer.aggregate.LateThreads;
import io.sonde.analyzer.aggregate.LongOperations;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Do threads take long to stop when the JVM needs all of them to, or does it keep them stopped for
 * something that is no collection? Collections' own pauses are told by gc-long-pause; the time
 * until the last thread has stopped is in none of them.
 */
public final class LongSafepointRule implements Rule {
  public static final String ID = "long-safepoint";

  /** Nanoseconds up to which users take an answer for immediate (J. Nielsen 1993). */
  static final long LONG_NANOS = 100_000_000L;

  /** Nanoseconds after which a user's train of thought breaks (J. Nielsen 1993). */
  static final long WARNING_NANOS = 1_000_000_000L;

  /** Share of the time from which it makes the 99th percentile of latency. */
  static final double WARNING_RATIO = 0.01;

  /** Share of the time; JDK Mission Control's limit for halts of the application. */
  static final double CRITICAL_RATIO = 0.1;

  /** Fewer are an accident; our choice. */
  static final int SEVERAL = 3;

  /** Share of the processors in use from which a late thread may have wanted one; our choice. */
  static final double SATURATED_RATIO = 0.9;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of(
        new Need(
            "safepoints",
            Set.of("jdk.SafepointBegin"),
            "Enable jdk.SafepointBegin and jdk.ExecuteVMOperation, or record with Sonde's agent."));
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    if (recording.coveredNanos() <= 0) {
      return new RuleResult.NotApplicable(ID, "The recording covers no time.");
    }
    List<Finding> findings = new ArrayList<>();
    LateThreads late = LateThreads.of(recording, LONG_NANOS);
    if (late.count() > 0) {
      findings.add(
          SafepointFinding.late(
              examination, late, lateSeverity(recording, late), isSaturated(recording, late)));
    }
    List<Incident> operations = LongOperations.of(recording, LONG_NANOS);
    if (!operations.isEmpty()) {
      double nanos = operations.stream().mapToDouble(Incident::durationNanos).sum();
      long worst = operations.stream().mapToLong(Incident::durationNanos).max().orElse(0);
      findings.add(
          SafepointFinding.held(
              examination, operations, severity(recording, operations.size(), nanos, worst)));
    }
    return findings.isEmpty()
        ? new RuleResult.Ok(ID, ok(recording))
        : new RuleResult.Found(ID, findings);
  }

  private static Severity lateSeverity(Recording recording, LateThreads late) {
    long worst = late.worst() == null ? 0 : late.worst().durationNanos();
    Severity severity = severity(recording, late.count(), late.nanos(), worst);
    // A thread that gets no processor is late, too, and nothing in its code is the reason.
    return isSaturated(recording, late) ? Severity.INFO : severity;
  }

  private static boolean isSaturated(Recording recording, LateThreads late) {
    double used =
        recording.cpuLoads().stream()
            .filter(load -> load.machineTotal() >= 0)
            .mapToDouble(load -> load(recording, load))
            .average()
            .orElse(0);
    return late.code().isEmpty() && used >= SATURATED_RATIO;
  }

  private static double load(Recording recording, CpuLoad load) {
    return Math.min(1, CpuUse.ratio(recording, load));
  }

  private static Severity severity(Recording recording, int count, double nanos, long worst) {
    double ratio = nanos / recording.coveredNanos();
    if (ratio >= CRITICAL_RATIO && count >= SEVERAL) {
      return Severity.CRITICAL;
    }
    return worst >= WARNING_NANOS || ratio >= WARNING_RATIO && count >= SEVERAL
        ? Severity.WARNING
        : Severity.INFO;
  }

  private static String ok(Recording recording) {
    long longest =
        recording.incidents().of(IncidentKind.SAFEPOINT_SYNCHRONIZATION).stream()
            .mapToLong(Incident::durationNanos)
            .max()
            .orElse(0);
    long count = recording.coverage().count("jdk.SafepointBegin");
    return (longest == 0
            ? "All threads stopped within 10 ms in each of " + count + " recorded safepoints"
            : "The last thread stopped " + Formats.nanos(longest) + " late at most")
        + ", below "
        + Formats.nanos(LONG_NANOS)
        + ", and no work of the JVM but collections stopped them for longer.";
  }
}
