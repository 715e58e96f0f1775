package io.sonde.analyzer.rule.gc;

import static io.sonde.analyzer.rule.RecordingSketch.MB;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class GcLongPauseRuleTest {
  @Test
  void fullCollectionOfTwoSeconds_warns_withCauseAndPhase() {
    Finding finding =
        only(
            lasting(600)
                .young(1, 20, 50 * MB, 20 * MB)
                .collection(100, "G1Full", "G1 Compaction Pause", 2000, 900 * MB, 800 * MB));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.summary()).contains("G1Full", "G1 Compaction Pause", "2 s");
    assertThat(finding.evidence()).anyMatch(each -> each.formatted().equals("GC Pause"));
    assertThat(finding.toNanos() - finding.fromNanos()).isEqualTo(2_000_000_000L);
  }

  @Test
  void severity_followsWhatUsersSee() {
    assertThat(only(pauses(3600, 1, 300)).severity()).isEqualTo(Severity.INFO);
    assertThat(only(pauses(60, 4, 300)).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(pauses(3600, 1, 12_000)).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void shortPauses_areOk() {
    assertThat(evaluate(pauses(60, 50, 40))).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void pausesForMeasurement_areLeftOut_butSystemGcCounts() {
    RecordingSketch measured =
        lasting(60).collection(1, "G1Full", "Heap Inspection Initiated GC", 3000, MB, MB);
    assertThat(evaluate(measured)).isInstanceOf(RuleResult.Ok.class);
    RecordingSketch asked = lasting(60).collection(1, "G1Full", "System.gc()", 3000, MB, MB);
    assertThat(only(asked).recommendation()).contains("System.gc()");
  }

  @Test
  void notRecorded_isNotApplicable() {
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.GCPhasePause");
  }

  private static RecordingSketch pauses(double seconds, int count, double millis) {
    RecordingSketch sketch = lasting(seconds);
    for (int i = 0; i < count; i++) {
      sketch.young(seconds * i / count, millis, 50 * MB, 20 * MB);
    }
    return sketch;
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new GcLongPauseRule(), sketch.build());
  }
}
