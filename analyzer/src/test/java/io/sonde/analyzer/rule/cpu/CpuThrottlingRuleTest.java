package io.sonde.analyzer.rule.cpu;

import static io.sonde.analyzer.rule.RecordingSketch.START;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class CpuThrottlingRuleTest {
  private static final long SECOND = 1_000_000_000L;

  /** Periods of 100 ms. */
  private static final int PERIODS_PER_SECOND = 10;

  @Test
  void evaluate_everyThirdPeriodUsedUp_warns() {
    Finding finding = only(throttled(lasting(60).cores(2).cpuLimit(1), 0.35, 30));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("35 %");
    assertThat(finding.summary()).contains("1 core.", "30 ms");
    assertThat(finding.recommendation()).contains("-XX:ParallelGCThreads", "machine's 2");
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.ELAPSED_TIME);
  }

  @Test
  void evaluate_mostPeriodsUsedUp_isCritical() {
    assertThat(only(throttled(lasting(60).cores(2).cpuLimit(0.5), 0.9, 60)).severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void evaluate_manyPeriodsButHardlyAnyTime_isInfo() {
    assertThat(only(throttled(lasting(60).cores(2).cpuLimit(1), 0.3, 1)).severity())
        .isEqualTo(Severity.INFO);
  }

  @Test
  void evaluate_rarelyUsedUp_isOk() {
    RuleResult result = evaluate(throttled(lasting(60).cores(2).cpuLimit(1), 0.005, 30));
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("1 %");
  }

  @Test
  void evaluate_requestsReadyToRun_areTheImpact() {
    RecordingSketch sketch = throttled(lasting(60).cores(2).cpuLimit(1), 0.5, 50);
    RequestSketch requests = new RequestSketch(sketch.builder(), START).runQueue(40_000_000);
    for (int i = 0; i < 100; i++) {
      long from = i * 100_000_000L;
      requests.request("GET /", "http-1", from, from + 100_000_000, 30_000_000);
    }
    Finding finding = only(sketch);
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.WAITING_TIME);
    assertThat(finding.impact()).isBetween(0.39, 0.41);
    assertThat(finding.summary()).contains("40 %");
  }

  @Test
  void evaluate_start_isSetAside() {
    RecordingSketch sketch = lasting(60).fromStart().cores(2).cpuLimit(1);
    assertThat(evaluate(readings(sketch, 30, second -> second < 15)))
        .isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_oneBadMinuteOfTen_isNamed() {
    RecordingSketch sketch = lasting(600).cores(2).cpuLimit(1);
    Finding finding =
        only(readings(sketch, 50, second -> second >= 300 && second < 360 && second % 3 == 0));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat((finding.fromNanos() - START) / SECOND).isBetween(295L, 305L);
  }

  @Test
  void evaluate_noQuota_isOk() {
    assertThat(evaluate(throttled(lasting(60).cores(2), 0, 0)).reason()).contains("No CPU quota");
  }

  @Test
  void evaluate_enabledButNoneWritten_orNotRecorded_isNotApplicable() {
    assertThat(evaluate(lasting(60).enabled("jdk.ContainerCPUThrottling")))
        .isInstanceOf(RuleResult.NotApplicable.class);
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.ContainerCPUThrottling");
  }

  @Test
  void evaluate_oneReading_isNotApplicable() {
    RecordingSketch sketch = lasting(60).cores(2).cpuLimit(1);
    sketch.enabled("jdk.ContainerCPUThrottling");
    sketch.builder().gauges().add(Gauge.QUOTA_PERIODS, START + SECOND, 50);
    sketch.builder().gauges().add(Gauge.THROTTLED_PERIODS, START + SECOND, 50);
    sketch.builder().gauges().add(Gauge.THROTTLED_TIME, START + SECOND, 50);
    assertThat(evaluate(sketch).reason()).contains("20 are needed");
  }

  @Test
  void evaluate_countersThatFall_neverThrow() {
    RecordingSketch sketch = throttled(lasting(60).cores(0).cpuLimit(1), 0.5, 50);
    sketch.builder().gauges().add(Gauge.QUOTA_PERIODS, START + 59 * SECOND, 0);
    assertThat(evaluate(sketch).rule()).isEqualTo("cpu-throttling");
  }

  private static RecordingSketch throttled(
      RecordingSketch sketch, double share, double millisEach) {
    return counters(sketch, 60, second -> share, millisEach);
  }

  /** All periods of some seconds are used up, none of the others. */
  private static RecordingSketch readings(
      RecordingSketch sketch, double millisEach, IntPredicate used) {
    return counters(sketch, 600, second -> used.test(second) ? 1 : 0, millisEach);
  }

  private static RecordingSketch counters(
      RecordingSketch sketch, int seconds, IntToDoubleFunction share, double millisEach) {
    double throttled = 0;
    for (int second = 0; second < seconds; second++) {
      long time = START + second * SECOND;
      sketch.builder().gauges().add(Gauge.QUOTA_PERIODS, time, second * PERIODS_PER_SECOND);
      sketch.builder().gauges().add(Gauge.THROTTLED_PERIODS, time, throttled);
      sketch.builder().gauges().add(Gauge.THROTTLED_TIME, time, throttled * millisEach * 1e6);
      throttled += share.applyAsDouble(second) * PERIODS_PER_SECOND;
    }
    return sketch.enabled("jdk.ContainerCPUThrottling");
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new CpuThrottlingRule(), sketch.build());
  }
}
