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

class GcPressureRuleTest {
  @Test
  void twelvePercentInPauses_warns_andNamesTheAllocatingSite() {
    RecordingSketch sketch =
        youngEverySecond(120, 120).alloc(90_000 * MB, "byte[]", "com.shop.Export.render");
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.impact()).isBetween(0.11, 0.13);
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Export.render");
    assertThat(finding.recommendation()).contains("Export.render");
    assertThat(finding.evidence())
        .anySatisfy(
            each -> {
              assertThat(each.label()).isEqualTo("allocation rate");
              assertThat(each.value()).isBetween(500e6, 900e6);
            });
  }

  @Test
  void oneBadMinuteOfTen_isSeen() {
    RecordingSketch sketch = lasting(600);
    for (int i = 0; i < 60; i++) {
      sketch.young(300 + i, 150, 700 * MB, 100 * MB);
    }
    assertThat(only(sketch).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void cheapCollectionsAtAHighRate_areOk() {
    assertThat(evaluate(youngEverySecond(120, 8))).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void fullHeap_isSaid() {
    RecordingSketch sketch = lasting(60).maxHeap(100 * MB);
    for (int i = 0; i < 50; i++) {
      sketch.collection(i, "ParallelOld", "Ergonomics", 400, 99 * MB, 95 * MB);
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.summary()).contains("full collections", "too small");
    assertThat(finding.recommendation()).contains("heap-leak");
  }

  @Test
  void collectionsAskedFor_areNoPressure() {
    RecordingSketch sketch = lasting(60);
    for (int i = 0; i < 50; i++) {
      sketch.collection(i, "G1Full", "Heap Inspection Initiated GC", 300, 99 * MB, 20 * MB);
      sketch.collection(i + 0.5, "G1Full", "System.gc()", 300, 99 * MB, 20 * MB);
    }
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void allocationStalls_warn() {
    RecordingSketch sketch = lasting(60).enabled("jdk.GarbageCollection");
    for (int i = 0; i < 150; i++) {
      sketch.builder().event("jdk.ZAllocationStall");
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("wait");
  }

  @Test
  void collectorThreadsBurningCpu_warn() {
    Finding finding =
        only(
            lasting(60)
                .enabled("jdk.GarbageCollection")
                .cpu(500, "ZWorker#0", "[ZMark::work]")
                .cpu(500, "com.shop.A.a"));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.impact()).isEqualTo(0.5);
  }

  @Test
  void collectorThreadsBurningCpu_inCollectionsAskedFor_areNoPressure() {
    RecordingSketch sketch = lasting(60).cpu(500, "com.shop.A.a").cpu(500, "GC Thread#0", "[mark]");
    for (int i = 0; i < 500; i++) {
      sketch.systemGc(0.12 * i + 0.055, 10, "com.shop.Cleaner.tidyUp > java.lang.System.gc");
    }
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void shortRecording_isAtMostInfo() {
    assertThat(only(lasting(1).young(0.2, 200, 50 * MB, 5 * MB)).severity())
        .isEqualTo(Severity.INFO);
  }

  @Test
  void notRecorded_orNoTime_isNotApplicable() {
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.GarbageCollection");
    assertThat(evaluate(lasting(0).young(0, 5, 1, 1))).isInstanceOf(RuleResult.NotApplicable.class);
  }

  @Test
  void negativeDurations_neverThrow() {
    assertThat(evaluate(lasting(60).young(1, -5, -10, -20)).rule()).isEqualTo("gc-pressure");
  }

  private static RecordingSketch youngEverySecond(int seconds, double pauseMillis) {
    RecordingSketch sketch = lasting(seconds);
    for (int i = 0; i < seconds; i++) {
      sketch.young(i, pauseMillis, 700 * MB, 100 * MB);
    }
    return sketch;
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new GcPressureRule(), sketch.build());
  }
}
