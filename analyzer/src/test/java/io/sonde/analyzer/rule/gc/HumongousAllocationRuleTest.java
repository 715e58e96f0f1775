package io.sonde.analyzer.rule.gc;

import static io.sonde.analyzer.rule.RecordingSketch.MB;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class HumongousAllocationRuleTest {
  private static final String EXPORT =
      "com.shop.Job.run > com.shop.Export.render:40 > java.io.ByteArrayOutputStream.toByteArray";
  private static final String CAUSE = "G1 Humongous Allocation";

  @Test
  void manyCollections_warn_andNameSiteClassAndRegionSize() {
    Finding finding = only(sampled(humongous(60, 30, 5), 3_000_000));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.location().get(0).className()).isEqualTo("com.shop.Export");
    assertThat(finding.location().get(0).methodName()).isEqualTo("render");
    assertThat(finding.summary()).contains("512 KiB");
    assertThat(finding.recommendation()).contains("byte[]", "-XX:G1HeapRegionSize=8m");
    assertThat(finding.evidence())
        .anyMatch(each -> each.label().equals("region size") && each.value() == 1 << 20);
  }

  @Test
  void objectsBelowHalfARegion_areNotNamed() {
    Finding finding = only(sampled(humongous(60, 30, 5, 4 << 20), 1_500_000));
    assertThat(finding.location()).isEmpty();
  }

  @Test
  void heapTooSmallForLargerRegions_isTold() {
    Finding finding = only(sampled(humongous(60, 30, 5), 3_000_000).maxHeap(256 << 20));
    assertThat(finding.recommendation()).contains("no way out");
  }

  @Test
  void fewCollections_areInfo_longOrCostlyOnesMore() {
    assertThat(only(humongous(60, 9, 5)).severity()).isEqualTo(Severity.INFO);
    assertThat(only(humongous(60, 9, 70)).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(humongous(60, 1, 1_100)).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(humongous(60, 20, 900)).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void cyclesOfMarking_areNoCollectionsOfTheirOwn() {
    RecordingSketch sketch = humongous(60, 5, 5);
    for (int i = 0; i < 5; i++) {
      sketch.collection(10 * i + 2, "G1Old", CAUSE, 3, 60 * MB, 60 * MB);
    }
    Finding finding = only(sketch);
    assertThat(finding.title()).contains("5 times");
    assertThat(finding.evidence())
        .anyMatch(each -> each.label().startsWith("markings") && each.value() == 5);
  }

  @Test
  void fullCollectionThatFollows_isCausedByThem() {
    RecordingSketch sketch = humongous(60, 2, 5);
    sketch.collection(46, "G1Full", "G1 Compaction Pause", 20, 80 * MB, 60 * MB);
    sketch.collection(46.1, "G1Full", "G1 Compaction Pause", 20, 80 * MB, 60 * MB);
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("4 times");
    assertThat(finding.summary()).contains("2 of them had to compact the whole heap", "50 ms");
  }

  @Test
  void fullCollectionAfterOthers_isNot() {
    RecordingSketch sketch = humongous(60, 2, 5);
    sketch.young(46, 5, 80 * MB, 60 * MB);
    sketch.collection(46.1, "G1Full", "G1 Compaction Pause", 20, 80 * MB, 60 * MB);
    sketch.collection(50, "G1New", CAUSE, 5, 80 * MB, 60 * MB);
    sketch.collection(50.1, "G1Old", CAUSE, 5, 80 * MB, 60 * MB);
    sketch.collection(50.2, "G1Full", "G1 Compaction Pause", 20, 80 * MB, 60 * MB);
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary()).doesNotContain("compact");
  }

  @Test
  void preventiveCollections_areCausedByThem_whereMostIsSuchObjects() {
    for (long others : new long[] {10 * MB, 400 * MB}) {
      RecordingSketch sketch = sampled(humongous(60, 2, 5), 3_000_000);
      sketch.alloc(60 * MB, "byte[]", EXPORT);
      sketch.alloc(others, "java.lang.String", "com.shop.Cart.total");
      sketch.collection(50, "G1New", "G1 Preventive Collection", 5, 80 * MB, 60 * MB);
      sketch.collection(50.1, "G1Full", "G1 Compaction Pause", 20, 80 * MB, 60 * MB);
      assertThat(only(sketch).severity())
          .isEqualTo(others < 60 * MB ? Severity.WARNING : Severity.INFO);
    }
  }

  @Test
  void preventiveCollectionsAlone_areOk() {
    RecordingSketch sketch = sampled(humongous(60, 0, 5), 3_000_000);
    sketch.alloc(60 * MB, "byte[]", EXPORT);
    sketch.collection(50, "G1New", "G1 Preventive Collection", 5, 80 * MB, 60 * MB);
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void jfrSamples_nameArraysOfLargeWeightAsLikely() {
    RecordingSketch sketch = humongous(60, 30, 5);
    sketch.alloc(200 * 3 * MB, "byte[]", EXPORT);
    sketch.alloc(200 * 3 * MB, "java.lang.String", "com.shop.Cart.total");
    Finding finding = only(sketch);
    assertThat(finding.location().get(0).className()).isEqualTo("com.shop.Export");
    assertThat(finding.evidence()).anyMatch(each -> each.label().contains("may be as large"));
  }

  @Test
  void otherCauses_areOk() {
    RuleResult result = evaluate(sampled(lasting(60).young(1, 5, 60 * MB, 20 * MB), 3_000_000));
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("1 collections", "20 sampled");
  }

  @Test
  void otherCollector_isNotApplicableWithItsName() {
    RuleResult result =
        evaluate(lasting(60).collectors("ZGC Minor", "ZGC Major").enabled("jdk.GarbageCollection"));
    assertThat(result).isInstanceOf(RuleResult.NotApplicable.class);
    assertThat(result.reason()).contains("ZGC Minor");
  }

  @Test
  void evaluate_needUnmet_isNotApplicableWithRemedy() {
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.G1HeapSummary");
  }

  private static RecordingSketch humongous(double seconds, int count, double millis) {
    return humongous(seconds, count, millis, 1 << 20);
  }

  private static RecordingSketch humongous(
      double seconds, int count, double millis, int regionBytes) {
    RecordingSketch sketch = lasting(seconds);
    for (int i = 0; i < count; i++) {
      sketch.collection(seconds * (i + 0.5) / count, "G1New", CAUSE, millis, 80 * MB, 60 * MB);
    }
    return regions(sketch, regionBytes);
  }

  private static RecordingSketch regions(RecordingSketch sketch, int regionBytes) {
    double every = 7;
    sketch.gauge("jdk.G1HeapSummary", Gauge.HEAP_REGIONS, "", every, at -> 200);
    for (double at = every / 2; at < 60; at += every) {
      long time = RecordingSketch.START + (long) (at * 1e9) + 1000;
      sketch.builder().heap(new HeapReading(99, time, 60 * MB, 200L * regionBytes, false));
    }
    return sketch;
  }

  private static RecordingSketch sampled(RecordingSketch sketch, long bytes) {
    for (int i = 0; i < 20; i++) {
      sketch.incident(
          i,
          "jdk.ObjectAllocationOutsideTLAB",
          IncidentKind.LARGE_ALLOCATION,
          "worker",
          "byte[]",
          bytes,
          EXPORT);
    }
    return sketch;
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new HumongousAllocationRule(), sketch.build());
  }
}
