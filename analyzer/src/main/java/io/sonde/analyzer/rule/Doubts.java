package io.sonde.analyzer.rule;

import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.rule.recording.RecordingQualityRule;
import io.sonde.analyzer.unit.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is known against the data that findings stand on. Each finding that it concerns says so in
 * its evidence, as "confidence".
 */
final class Doubts {
  private static final String LABEL = "confidence";

  /** Their findings are about what goes on for hours, and not about what code costs once warm. */
  private static final Set<String> NOT_OF_WARMUP =
      Set.of("heap-leak", "thread-leak", "native-memory-leak", "deadlock", "class-loader-leak");

  private static final Set<String> OF_WAITS =
      Set.of("lock-contention", "blocking-io", "slow-downstream", "virtual-thread-pinning");

  private final List<Doubt> doubts = new ArrayList<>();

  Doubts(Examination examination) {
    Recording recording = examination.recording();
    if (RecordingQualityRule.lostShare(recording) >= RecordingQualityRule.LOSS_WARNING_RATIO) {
      add(Set.of(), Set.of(), "a tenth of the recording or more is missing");
    }
    if (recording.coveredNanos() < RecordingQualityRule.SHORT_NANOS) {
      add(
          Set.of(),
          Set.of(),
          "only " + Formats.nanos(recording.coveredNanos()) + " are recorded, start-up among them");
    }
    if (RecordingQualityRule.lacksRootFrames(recording)) {
      add(Set.of(), Set.of(), "most stack traces are cut off, so callers are missing");
    }
    if (examination.stretches().warmup().isRunning()) {
      add(Set.of(), NOT_OF_WARMUP, "classes were still loaded at the end: the code was not warm");
    }
    RecordingQualityRule.longestHiddenWait(recording)
        .ifPresent(
            nanos ->
                add(
                    OF_WAITS,
                    Set.of(),
                    "waits of less than "
                        + Formats.nanos(nanos)
                        + " are not recorded, so the sums are too small"));
  }

  /**
   * @param rules that it concerns; none for all
   * @param but rules that it does not
   */
  private void add(Set<String> rules, Set<String> but, String note) {
    doubts.add(new Doubt(rules, but, note));
  }

  List<RuleResult> said(List<RuleResult> results) {
    if (doubts.isEmpty()) {
      return results;
    }
    List<RuleResult> said = new ArrayList<>();
    for (RuleResult result : results) {
      said.add(
          result instanceof RuleResult.Found found && !result.rule().equals(RecordingQualityRule.ID)
              ? new RuleResult.Found(
                  found.rule(), found.findings().stream().map(this::said).toList())
              : result);
    }
    return said;
  }

  private Finding said(Finding finding) {
    List<String> notes =
        doubts.stream().filter(doubt -> doubt.concerns(finding.rule())).map(Doubt::note).toList();
    return notes.isEmpty()
        ? finding
        : finding.with(Evidence.text(LABEL, "lower: " + String.join("; ", notes)));
  }

  private record Doubt(Set<String> rules, Set<String> but, String note) {
    private boolean concerns(String rule) {
      return (rules.isEmpty() || rules.contains(rule)) && !but.contains(rule);
    }
  }
}
