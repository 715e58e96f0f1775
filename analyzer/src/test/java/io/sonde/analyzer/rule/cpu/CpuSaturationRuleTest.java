package io.sonde.analyzer.rule.cpu;

import static io.sonde.analyzer.rule.RecordingSketch.START;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class CpuSaturationRuleTest {
  private static final long MILLI = 1_000_000L;

  @Test
  void evaluate_fullMachineAndRequestsInTheRunQueue_warns() {
    Finding finding = only(requests(lasting(60).cores(2).cpuLoad(0.9, 0.97), 30 * MILLI));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.WAITING_TIME);
    assertThat(finding.impact()).isBetween(0.29, 0.31);
    assertThat(finding.title()).contains("out of CPU", "97 %");
    assertThat(finding.summary()).contains("30 ms", "consequence");
  }

  @Test
  void evaluate_requestsThatMostlyWaitForACore_areCritical() {
    assertThat(only(requests(lasting(60).cores(2).cpuLoad(0.9, 0.97), 60 * MILLI)).severity())
        .isEqualTo(Severity.CRITICAL);
  }

  /** Most requests queue for connections behind those that lack a processor. */
  @Test
  void evaluate_requestsInAnotherQueue_areJudgedByTheRestOfTheirTime() {
    RecordingSketch sketch = requests(lasting(60).cores(2).cpuLoad(0.9, 0.97), 5 * MILLI);
    RequestSketch waits = new RequestSketch(sketch.builder(), START);
    for (int i = 0; i < 500; i++) {
      long from = i * 100 * MILLI;
      waits.waiting(WaitKind.CONNECTION, "http-1", from, from + 60 * MILLI, "pool", "", "a.B.c");
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.impact()).as("of all their time").isBetween(0.04, 0.06);
  }

  @Test
  void evaluate_fullMachineWithoutAQueue_isInfo() {
    assertThat(only(requests(lasting(60).cores(2).cpuLoad(0.9, 0.97), 5 * MILLI)).severity())
        .isEqualTo(Severity.INFO);
  }

  @Test
  void evaluate_healthyServiceAtSixtyPercent_isOk() {
    RuleResult result = evaluate(requests(lasting(60).cores(2).cpuLoad(0.55, 0.6), 20 * MILLI));
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("60 %", "80 %");
  }

  @Test
  void evaluate_justBelowTheLimitOfManyCores_isInfo() {
    assertThat(only(requests(lasting(60).cores(64).cpuLoad(0.8, 0.9), 30 * MILLI)).severity())
        .isEqualTo(Severity.INFO);
  }

  @Test
  void evaluate_neighboursThatTakeTheMachine_areNamed() {
    Finding finding = only(requests(lasting(60).cores(2).cpuLoad(0.2, 0.98), 40 * MILLI));
    assertThat(finding.title()).startsWith("Other processes take 78 %");
    assertThat(finding.recommendation()).contains("what else runs");
  }

  @Test
  void evaluate_withoutRequests_manyBusyThreadsWarn_andFewInform() {
    RecordingSketch many = lasting(60).cores(2).cpuLoad(0.96, 0.98);
    for (int i = 0; i < 8; i++) {
      many.cpu(200, "worker-" + i, "com.shop.Cart.total");
    }
    assertThat(only(many).severity()).isEqualTo(Severity.WARNING);
    RecordingSketch batch = lasting(60).cores(2).cpuLoad(0.96, 0.98);
    batch.cpu(500, "main", "com.shop.Report.all").cpu(500, "side", "com.shop.Report.all");
    assertThat(only(batch).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void evaluate_twentySecondsWithinTenMinutes_areFound() {
    RecordingSketch sketch = lasting(120).cores(2).enabled("jdk.CPULoad");
    for (int i = 0; i < 120; i++) {
      boolean busy = i >= 50 && i < 110;
      sketch
          .builder()
          .cpuLoad(new CpuLoad(START + i * 1_000 * MILLI, busy ? 0.95 : 0.1, 0, busy ? 0.98 : 0.2));
    }
    Finding finding = only(requests(sketch, 40 * MILLI));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat((finding.fromNanos() - START) / (1_000 * MILLI)).isBetween(48L, 51L);
  }

  @Test
  void evaluate_jvmThatStillWarmsUp_isANote() {
    RecordingSketch warm = lasting(60).cores(2).cpuLoad(0.9, 0.97);
    warm.cpu(800, "http-1", "com.shop.Cart.total")
        .cpu(200, "C2 CompilerThre", "com.shop.Code.compile");
    assertThat(only(requests(warm, 30 * MILLI)).severity()).isEqualTo(Severity.WARNING);
    RecordingSketch cold = lasting(60).cores(2).cpuLoad(0.9, 0.97);
    cold.cpu(700, "http-1", "com.shop.Cart.total")
        .cpu(300, "C2 CompilerThre", "com.shop.Code.compile");
    assertThat(only(requests(cold, 30 * MILLI)).severity()).isEqualTo(Severity.INFO);
  }

  /** The compilers of a cold JVM take all that there is, whatever the service is like. */
  @Test
  void evaluate_startOfTheJvm_isSetAside() {
    RecordingSketch sketch = lasting(90).cores(2).enabled("jdk.CPULoad");
    for (int i = 0; i < 90; i++) {
      boolean cold = i < 30;
      sketch
          .builder()
          .cpuLoad(new CpuLoad(START + i * 1_000 * MILLI, cold ? 0.95 : 0.5, 0, cold ? 0.98 : 0.6));
    }
    assertThat(only(requests(sketch, 40 * MILLI)).rule()).isEqualTo("cpu-saturation");
    assertThat(evaluate(requests(sketch, 40 * MILLI).fromStart()))
        .isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_usedUpLimitOfAContainer_isTold() {
    RecordingSketch sketch = lasting(60).cores(8).cpuLimit(1).cpuLoad(0.12, 0.2);
    assertThat(only(requests(sketch, 40 * MILLI)).title()).contains("container's limit");
  }

  @Test
  void evaluate_tooFewReadings_isNotApplicable() {
    assertThat(evaluate(lasting(4).cpuLoad(0.9, 1)).reason()).contains("5 readings");
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.CPULoad");
  }

  @Test
  void evaluate_oddReadings_neverThrow() {
    RecordingSketch sketch = lasting(60).cores(0).cpuLoad(Double.NaN, -1).cpuLoad(0.9, 1.2);
    assertThat(evaluate(sketch).rule()).isEqualTo("cpu-saturation");
  }

  /** A request of 100 ms each 100 ms, with 30 ms of CPU time and so much in the run queue. */
  private static RecordingSketch requests(RecordingSketch sketch, long queued) {
    RequestSketch requests = new RequestSketch(sketch.builder(), START).runQueue(queued);
    for (int i = 0; i < 500; i++) {
      long from = i * 100 * MILLI;
      requests.request("GET /", "http-1", from, from + 100 * MILLI, 30 * MILLI);
    }
    return sketch;
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new CpuSaturationRule(), sketch.build());
  }
}
