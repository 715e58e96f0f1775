package io.sonde.analyzer.rule.recording;

import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GaugeSeries;
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
import java.util.OptionalLong;
import java.util.stream.DoubleStream;

/**
 * Can this recording be trusted? Losses are information; they are a warning once they endanger what
 * other rules conclude. Impact is 0: a poor recording makes nobody wait.
 */
public final class RecordingQualityRule implements Rule {
  public static final String ID = "recording-quality";

  /** Share of the recorded time or bytes lost; our choice: a tenth moves a share by a tenth. */
  public static final double LOSS_WARNING_RATIO = 0.1;

  /** Share of truncated stack traces worth a word; the limit of JDK Mission Control's rule. */
  static final double TRUNCATED_INFO_RATIO = 0.01;

  /** Share of truncated stack traces from which entry points are mostly unknown; our choice. */
  static final double TRUNCATED_WARNING_RATIO = 0.5;

  /** Share of the CPU time that recording takes; our choice: beyond it, it shifts other shares. */
  static final double RECORDER_INFO_RATIO = 0.05;

  /** Covered nanoseconds below which start-up dominates; our choice. */
  public static final long SHORT_NANOS = 10_000_000_000L;

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
    addHiddenWaits(recording, findings);
    addWarmup(examination, findings);
    addRecorderCost(recording, findings);
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
    double lostRatio = lostShare(recording, problems);
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

  /** Longest wait that thresholds leave out, in nanoseconds, where they leave out much. */
  public static OptionalLong longestHiddenWait(Recording recording) {
    return HiddenWaits.of(recording.coverage()).values().stream().mapToLong(Long::longValue).max();
  }

  /** Whether most stack traces are cut off, of enough to say so. */
  public static boolean lacksRootFrames(Recording recording) {
    Quality quality = recording.quality();
    return quality.stackSamples() >= FEW_CPU_SAMPLES
        && ratio(quality.truncatedStackSamples(), quality.stackSamples())
            >= TRUNCATED_WARNING_RATIO;
  }

  /** Share (0 to 1) of the time, bytes or events that the worst kind of loss took. */
  public static double lostShare(Recording recording) {
    return problemsByKind(recording).values().stream()
        .mapToDouble(problems -> lostShare(recording, problems))
        .max()
        .orElse(0);
  }

  private static double lostShare(Recording recording, List<Quality.Problem> problems) {
    long lostNanos = problems.stream().mapToLong(problem -> Math.max(0, problem.lostNanos())).sum();
    long lostBytes = problems.stream().mapToLong(problem -> Math.max(0, problem.lostBytes())).sum();
    long keptBytes = recording.chunks().stream().mapToLong(Chunk::sizeBytes).sum();
    return DoubleStream.of(
            ratio(lostNanos, recording.coveredNanos() + lostNanos),
            ratio(lostBytes, Math.max(0, keptBytes) + lostBytes),
            problems.stream().mapToDouble(Quality.Problem::lostShare).max().orElse(0))
        .max()
        .orElse(0);
  }

  private static void addHiddenWaits(Recording recording, List<Finding> findings) {
    Map<String, Long> hiding = HiddenWaits.of(recording.coverage());
    if (hiding.isEmpty()) {
      return;
    }
    List<Evidence> evidence = new ArrayList<>();
    hiding.forEach(
        (type, nanos) ->
            evidence.add(Evidence.of(type, nanos, Unit.NANOSECONDS, HiddenWaits.HIDING_NANOS)));
    findings.add(
        finding(
            recording,
            Severity.INFO,
            "Short waits are not recorded",
            "Waits below these thresholds leave no event, however many there are: a lock that is"
                + " waited for a thousand times for a little less is not seen.",
            "Record with lower thresholds: settings=profile has 10 ms, Sonde's agent 1 ms.",
            evidence));
  }

  private static void addWarmup(Examination examination, List<Finding> findings) {
    if (examination.stretches().warmup().isRunning()) {
      GaugeSeries loaded = examination.recording().gauges().only(Gauge.CLASSES_LOADED);
      findings.add(
          finding(
              examination.recording(),
              Severity.INFO,
              "Classes were still loaded at the end",
              "The service was not warm yet: code is compiled after its classes are loaded, so CPU"
                  + " time and latency are those of a start.",
              "Record for longer, and leave the first minutes out. If it never ends, see"
                  + " class-loader-leak.",
              List.of(
                  Evidence.of("classes loaded at first", loaded.first(), Unit.COUNT),
                  Evidence.of("classes loaded at last", loaded.last(), Unit.COUNT))));
    }
  }

  private static void addRecorderCost(Recording recording, List<Finding> findings) {
    double share = RecorderCost.share(recording);
    SampleTable cpu = recording.samples(SampleKind.CPU);
    if (cpu != null && cpu.size() >= FEW_CPU_SAMPLES && share >= RECORDER_INFO_RATIO) {
      findings.add(
          finding(
              recording,
              Severity.INFO,
              "Recording itself takes " + Formats.percent(share) + " of the CPU time",
              "Threads that record are part of what was measured.",
              "Record fewer event types, or sample less often.",
              List.of(
                  Evidence.of(
                      "CPU time of the recorder", share, Unit.RATIO, RECORDER_INFO_RATIO))));
    }
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
