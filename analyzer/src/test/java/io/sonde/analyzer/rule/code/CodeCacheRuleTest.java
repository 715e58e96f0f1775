package io.sonde.analyzer.rule.code;

import static io.sonde.analyzer.rule.RecordingSketch.MB;
import static io.sonde.analyzer.rule.RecordingSketch.START;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class CodeCacheRuleTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void evaluate_full_warns_andTellsSinceWhen() {
    Finding finding = only(full(room(lasting(60), 8 * MB, MB / 10)).cpu(500, "com.shop.A.a"));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("stopped compiling");
    assertThat(finding.summary()).contains("1 time, 30 s after", "in CodeCache");
    assertThat(finding.recommendation()).contains("ReservedCodeCacheSize above its 8 MB");
    assertThat(finding.fromNanos()).isEqualTo(START + 30 * SECOND);
  }

  @Test
  void evaluate_fullAndInterpretedSince_isCritical() {
    Finding finding =
        only(
            full(room(lasting(60), 8 * MB, MB / 10))
                .cpu(300, "interpreted com.shop.A.a")
                .cpu(300, "com.shop.B.b"));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.impact()).isBetween(0.49, 0.51);
  }

  @Test
  void evaluate_nearlyFull_isInfo() {
    Finding finding = only(room(lasting(60), 48 * MB, 4 * MB));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.title()).contains("nearly full");
  }

  @Test
  void evaluate_oneFullHeapOfSeveral_isNotFull() {
    RecordingSketch sketch = lasting(60).enabled("jdk.CodeCacheStatistics");
    heap(sketch, "CodeHeap 'non-nmethods'", 6 * MB, 0);
    heap(sketch, "CodeHeap 'profiled nmethods'", 120 * MB, 90 * MB);
    RuleResult result = evaluate(sketch);
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("71.4 %");
  }

  @Test
  void evaluate_onlyTheFullEventRecorded_saysSo() {
    assertThat(evaluate(lasting(60).enabled("jdk.CodeCacheFull")).reason())
        .contains("never was full", "jdk.CodeCacheStatistics");
  }

  @Test
  void evaluate_noReading_orNotRecorded_isNotApplicable() {
    assertThat(evaluate(lasting(60).enabled("jdk.CodeCacheStatistics")))
        .isInstanceOf(RuleResult.NotApplicable.class);
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.CodeCacheFull");
  }

  private static RecordingSketch full(RecordingSketch sketch) {
    int heap = sketch.builder().className("CodeCache");
    sketch
        .builder()
        .incidents()
        .add(
            new Incident(
                IncidentKind.CODE_CACHE_FULL, START + 30 * SECOND, 0, -1, 0, heap, 8 * MB, 1));
    return sketch;
  }

  private static RecordingSketch room(RecordingSketch sketch, long reserved, long free) {
    heap(sketch, "CodeCache", reserved, free);
    return sketch.enabled("jdk.CodeCacheStatistics");
  }

  private static void heap(RecordingSketch sketch, String name, long reserved, long free) {
    for (int i = 0; i < 3; i++) {
      long time = START + i * 20 * SECOND;
      sketch.builder().gauges().add(Gauge.CODE_CACHE_RESERVED, name, time, reserved);
      sketch.builder().gauges().add(Gauge.CODE_CACHE_FREE, name, time, free + (2 - i) * 1000L);
      sketch.builder().gauges().add(Gauge.CODE_CACHE_METHODS, name, time, 1_000);
    }
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new CodeCacheRule(), sketch.build());
  }
}
