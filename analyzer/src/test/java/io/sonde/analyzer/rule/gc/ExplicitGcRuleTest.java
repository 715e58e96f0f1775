package io.sonde.analyzer.rule.gc;

import static io.sonde.analyzer.rule.RecordingSketch.MB;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ExplicitGcRuleTest {
  private static final String JOB = "com.shop.Nightly.tidyUp:12 > java.lang.System.gc";

  @Test
  void repeatedCalls_warn_andNameTheCaller() {
    Finding finding = only(calls(60, 20, 60, JOB));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("Nightly.tidyUp", "2 %");
    assertThat(finding.location().get(0).className()).isEqualTo("com.shop.Nightly");
    assertThat(finding.location().get(0).line()).isEqualTo(12);
    assertThat(finding.impact()).isCloseTo(0.02, Assertions.within(0.001));
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.ELAPSED_TIME);
    assertThat(finding.recommendation()).contains("com.shop.Nightly.tidyUp");
  }

  @Test
  void callsThatCostLittle_areInfo() {
    assertThat(only(calls(60, 5, 60, JOB)).severity()).isEqualTo(Severity.INFO);
    assertThat(only(calls(3600, 1, 900, JOB)).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void callsThatStopLong_warnOrAreCritical() {
    assertThat(only(calls(3600, 1, 1_200, JOB)).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(calls(3600, 1, 11_000, JOB)).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(only(calls(60, 20, 800, JOB)).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void burstWithinAnHour_warns_andNamesItsWindow() {
    RecordingSketch sketch = lasting(3600);
    for (int i = 0; i < 10; i++) {
      sketch.systemGc(1000 + 2 * i, 80, JOB);
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat((finding.fromNanos() - RecordingSketch.START) / 1e9)
        .isCloseTo(1000, Assertions.within(1.0));
    assertThat((finding.toNanos() - RecordingSketch.START) / 1e9)
        .isCloseTo(1018, Assertions.within(1.0));
  }

  @Test
  void severalCallers_theOneThatWaitedLongestIsFirst() {
    RecordingSketch sketch = calls(60, 20, 60, JOB);
    sketch.systemGc(59, 3, "com.shop.Other.clear > java.lang.Runtime.gc");
    Finding finding = only(sketch);
    assertThat(finding.location().get(0).className()).isEqualTo("com.shop.Nightly");
    assertThat(finding.evidence()).anyMatch(each -> each.label().contains("Other.clear"));
  }

  @Test
  void directMemoryAndRmi_haveAdviceOfTheirOwn() {
    assertThat(
            only(calls(
                    60,
                    20,
                    60,
                    "com.shop.Export.write > java.nio.ByteBuffer.allocateDirect >"
                        + " java.nio.Bits.reserveMemory > java.lang.System.gc"))
                .recommendation())
        .contains("MaxDirectMemorySize");
    assertThat(
            only(calls(60, 20, 60, "sun.rmi.transport.GC$Daemon.run > java.lang.System.gc"))
                .recommendation())
        .contains("gcInterval");
  }

  @Test
  void callerNotRecorded_isToldWithRemedy() {
    RecordingSketch sketch = lasting(60);
    for (int i = 0; i < 20; i++) {
      sketch.collection(3 * i + 1, "G1Full", "System.gc()", 60, 50 * MB, 20 * MB);
    }
    Finding finding = only(sketch);
    assertThat(finding.location()).isEmpty();
    assertThat(finding.recommendation()).contains("jdk.SystemGC");
  }

  @Test
  void collectionsForTools_doNotCount() {
    RecordingSketch sketch = lasting(60);
    for (String cause : new String[] {"Heap Inspection Initiated GC", "Diagnostic Command"}) {
      sketch.collection(5, "G1Full", cause, 3000, 50 * MB, 20 * MB);
    }
    RuleResult result = evaluate(sketch);
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("2 for tools");
  }

  @Test
  void noCollections_isOk() {
    assertThat(evaluate(lasting(60).enabled("jdk.GarbageCollection")))
        .isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_needUnmet_isNotApplicableWithRemedy() {
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.SystemGC");
  }

  private static RecordingSketch calls(double seconds, int count, double millis, String stack) {
    RecordingSketch sketch = lasting(seconds);
    for (int i = 0; i < count; i++) {
      sketch.systemGc(seconds * (i + 0.5) / count, millis, stack);
    }
    return sketch;
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new ExplicitGcRule(), sketch.build());
  }
}
