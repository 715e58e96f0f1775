package io.sonde.analyzer.rule.recording;

import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.rule.Examination;
import io.sonde.analyzer.rule.Need;
import io.sonde.analyzer.rule.Rule;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Can this recording be trusted? Losses are information; they are a warning once they endanger what
 * other rules conclude. Impact is 0: a poor recording makes nobody wait.
 */
public final class RecordingQualityRule implements Rule {
  public static final String ID = "recording-quality";

  /** Share of the recorded time or bytes lost; our choice: a tenth moves a share by a tenth. */
  static final double LOSS_WARNING_RATIO = 0.1;

  /** Share of truncated stack traces worth a word; the limit of JDK Mission Control's rule. */
  static final double TRUNCATED_INFO_RATIO = 0.01;

  /** Share of truncated stack traces from which entry points are mostly unknown; our choice. */
  static final double TRUNCATED_WARNING_RATIO = 0.5;

  /** Covered nanoseconds below which start-up dominates; our choice. */
  static final long SHORT_NANOS = 10_000_000_000L;

  /** CPU samples below which a share of one half is uncertain by ±10 points (binomial, 95 %). */
  static final long FEW_CPU_SAMPLES = 100;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public List<Need> needs() {
    return List.of();
  }

  @Override
  public RuleResult evaluate(Examination examination) {
    Recording recording = examination.recording();
    List<Finding> findings = new ArrayList<>();
    problemsByKind(recording)
        .forEach((kind, problems) -> findings.add(loss(recording, kind, problems)));
    addTruncatedStacks(recording, findings);
    addTooLittle(recording, findings);
    if (findings.isEmpty()) {
      return new RuleResult.Ok(
          ID,
          "Nothing was lost in "
              + Formats.nanos(recording.coveredNanos())
              + ", and "
              + Formats.format(recording.quality().truncatedStackSamples(), Unit.COUNT)
              + " of "
              + Formats.format(recording.quality().stackSamples(), Unit.COUNT)
              + " stack traces are truncated.");
    }
    return new RuleResult.Found(ID, findings);
  }

  private static Map<Quality.Kind, List<Quality.Problem>> problemsByKind(Recording recording) {
    Map<Quality.Kind, List<Quality.Problem>> result = new EnumMap<>(Quality.Kind.class);
    for (Quality.Problem problem : recording.quality().problems()) {
      result.computeIfAbsent(problem.kind(), kind -> new ArrayList<>()).add(problem);
    }
    return result;
  }

  private static Finding loss(
      Recording recording, Quality.Kind kind, List<Quality.Problem> problems) {
    long lostNanos = problems.stream().mapToLong(problem -> Math.max(0, problem.lostNanos())).sum();
    long lostBytes = problems.stream().mapToLong(problem -> Math.max(0, problem.lostBytes())).sum();
    long keptBytes = recording.chunks().stream().mapToLong(Chunk::sizeBytes).sum();
    double lostRatio =
        DoubleStream.of(
                ratio(lostNanos, recording.coveredNanos() + lostNanos),
                ratio(lostBytes, Math.max(0, keptBytes) + lostBytes),
                problems.stream().mapToDouble(Quality.Problem::lostShare).max().orElse(0))
            .max()
            .orElse(0);
    List<Evidence> evidence = new ArrayList<>();
    for (Quality.Problem problem : problems) {
      String label = problem.file().isEmpty() ? "recording" : problem.file();
      evidence.add(Evidence.text(label, problem.what()));
    }
    if (lostBytes > 0) {
      evidence.add(Evidence.of("lost data", lostBytes, Unit.BYTES));
    }
    if (lostNanos > 0) {
      evidence.add(Evidence.of("lost time", lostNanos, Unit.NANOSECONDS));
    }
    if (lostRatio > 0) {
      evidence.add(Evidence.of("lost share", lostRatio, Unit.RATIO, LOSS_WARNING_RATIO));
    }
    LossAdvice advice = LossAdvice.of(kind);
    Severity severity =
        advice.alwaysEndangers() || lostRatio >= LOSS_WARNING_RATIO
            ? Severity.WARNING
            : Severity.INFO;
    String summary = String.join(" ", problems.stream().map(Quality.Problem::what).toList());
    return finding(recording, severity, advice.title(), summary, advice.remedy(), evidence);
  }

  private static void addTruncatedStacks(Recording recording, List<Finding> findings) {
    Quality quality = recording.quality();
    double share = ratio(quality.truncatedStackSamples(), quality.stackSamples());
    if (share < TRUNCATED_INFO_RATIO) {
      return;
    }
    boolean warning = share >= TRUNCATED_WARNING_RATIO && quality.stackSamples() >= FEW_CPU_SAMPLES;
    findings.add(
        finding(
            recording,
            warning ? Severity.WARNING : Severity.INFO,
            "Stack traces are cut off",
            Formats.percent(share)
                + " of the stack traces lack their root frames, so entry points and callers are"
                + " missing from flame graphs.",
            "Record deeper stacks: -XX:FlightRecorderOptions=stackdepth=512 for JFR.",
            List.of(
                Evidence.of(
                    "truncated stack traces",
                    share,
                    Unit.RATIO,
                    warning ? TRUNCATED_WARNING_RATIO : TRUNCATED_INFO_RATIO),
                Evidence.of("stack traces", quality.stackSamples(), Unit.COUNT))));
  }

  private static void addTooLittle(Recording recording, List<Finding> findings) {
    long covered = recording.coveredNanos();
    if (covered < SHORT_NANOS) {
      findings.add(
          finding(
              recording,
              Severity.INFO,
              "The recording is short",
              "Only " + Formats.nanos(covered) + " are covered: start-up effects weigh heavily.",
              "Record at least a minute under steady load.",
              List.of(Evidence.of("covered time", covered, Unit.NANOSECONDS, SHORT_NANOS))));
    }
    SampleTable cpu = recording.samples(SampleKind.CPU);
    if (cpu != null && cpu.size() < FEW_CPU_SAMPLES) {
      findings.add(
          finding(
              recording,
              Severity.INFO,
              "There are few CPU samples",
              "Shares of CPU time are uncertain with so few samples.",
              "Record for longer, under load, or with a shorter sampling period.",
              List.of(Evidence.of("CPU samples", cpu.size(), Unit.COUNT, FEW_CPU_SAMPLES))));
    }
  }

  private static Finding finding(
      Recording recording,
      Severity severity,
      String title,
      String summary,
      String recommendation,
      List<Evidence> evidence) {
    return new Finding(
        ID,
        severity,
        0,
        ImpactOf.ELAPSED_TIME,
        title,
        summary,
        recommendation,
        evidence,
        List.of(),
        null,
        recording.startNanos(),
        recording.endNanos());
  }

  private static double ratio(long part, long whole) {
    return whole <= 0 ? 0 : (double) part / whole;
  }
}
