package io.sonde.analyzer.rule.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class LongSafepointRuleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final String LOOP = "com.shop.Report.run > com.shop.Report.sum:9";

  private final RecordingSketch sketch = RecordingSketch.lasting(60).enabled("jdk.SafepointBegin");

  @Test
  void lateThreads_areNamedByWhatRanMeanwhile() {
    sketch.cpu(6_000, "report", LOOP);
    synchronization(10, 300, 1);
    synchronization(20, 500, 2);
    synchronization(30, 300, 3);
    operation(20.5, 201, 2, "G1CollectForAllocation");
    sketch.young(20.5, 200, 50 * RecordingSketch.MB, 20 * RecordingSketch.MB);
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("500 ms", "Report.sum");
    assertThat(finding.location()).containsExactly(new Location("com.shop.Report", "sum", 9));
    assertThat(finding.evidence()).anyMatch(each -> each.text().equals("G1CollectForAllocation"));
    assertThat(finding.recommendation()).contains("UseCountedLoopSafepoints");
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.ELAPSED_TIME);
    assertThat(finding.impact()).isBetween(0.018, 0.019);
    assertThat(finding.fromNanos()).isEqualTo(RecordingSketch.START + 20 * SECOND);
  }

  /** The thread of main bears that name when the recording ends. */
  @Test
  void threadOfMain_isNamedToo() {
    sketch.cpu(6_000, "DestroyJavaVM", LOOP);
    synchronization(10, 1_500, 1);
    assertThat(only().location()).first().isEqualTo(new Location("com.shop.Report", "sum", 9));
  }

  @Test
  void severity_followsLengthAndShare() {
    assertThat(severity(1, 200)).isEqualTo(Severity.INFO);
    assertThat(severity(1, 1_100)).isEqualTo(Severity.WARNING);
    assertThat(severity(3, 250)).isEqualTo(Severity.WARNING);
    assertThat(severity(20, 400)).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void shortTimes_areOkWithNumbers() {
    synchronization(10, 90, 1);
    assertThat(evaluate())
        .isInstanceOfSatisfying(
            RuleResult.Ok.class, ok -> assertThat(ok.reason()).contains("90 ms", "100 ms"));
  }

  @Test
  void busyMachineAndNoCode_isInfo_forThreadsMayHaveGotNoProcessor() {
    sketch.cpuLoad(0.5, 0.98);
    for (int i = 0; i < 20; i++) {
      synchronization(10 + i, 400, i);
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary()).contains("processors were busy");
  }

  @Test
  void workOfTheJvmThatIsNoCollection_isNamed() {
    operation(30, 1_500, 7, "RedefineClasses");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("1.50 s", "RedefineClasses");
  }

  @Test
  void dumpsThatWereAskedFor_areInfo_andJfrsOwnWorkIsNone() {
    operation(30, 5_000, 7, "HeapDumper");
    assertThat(only().severity()).isEqualTo(Severity.INFO);
    LongSafepointRuleTest other = new LongSafepointRuleTest();
    other.operation(30, 5_000, 7, "JFROldObject");
    assertThat(other.evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void startUp_isSetAside() {
    sketch.fromStart();
    synchronization(5, 3_000, 1);
    operation(6, 3_000, 2, "RedefineClasses");
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void noSafepoints_isNotApplicableWithRemedy() {
    RuleResult result =
        Rules.evaluate(new LongSafepointRule(), RecordingSketch.lasting(60).build());
    assertThat(result).isInstanceOf(RuleResult.NotApplicable.class);
    assertThat(result.reason()).contains("jdk.SafepointBegin");
  }

  @Test
  void samplesAtOddTimes_neverThrow() {
    synchronization(-3, 200, 1);
    sketch.builder().samples(SampleKind.CPU).add(0, -1, 0, 1, (byte) 1, -1);
    assertThat(evaluate()).isNotInstanceOf(RuleResult.Failed.class);
  }

  private static Severity severity(int count, long millis) {
    LongSafepointRuleTest other = new LongSafepointRuleTest();
    for (int i = 0; i < count; i++) {
      other.synchronization(10 + i, millis, i);
    }
    return other.only().severity();
  }

  private void synchronization(double at, long millis, long id) {
    add(IncidentKind.SAFEPOINT_SYNCHRONIZATION, at, millis, id, -1);
  }

  private void operation(double at, long millis, long id, String name) {
    add(IncidentKind.VM_OPERATION, at, millis, id, sketch.builder().className(name));
  }

  private void add(IncidentKind kind, double at, long millis, long id, int subject) {
    long start = RecordingSketch.START + (long) (at * SECOND);
    sketch
        .builder()
        .incidents()
        .add(new Incident(kind, start, millis * MILLI, -1, 0, subject, id, 1));
  }

  private RuleResult evaluate() {
    return Rules.evaluate(new LongSafepointRule(), sketch.build());
  }

  private Finding only() {
    RuleResult result = evaluate();
    assertThat(result).isInstanceOf(RuleResult.Found.class);
    assertThat(((RuleResult.Found) result).findings()).hasSize(1);
    return ((RuleResult.Found) result).findings().get(0);
  }
}
