package io.sonde.analyzer.rule.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.rule.QueueSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class ConnectionPoolSaturationRuleTest {
  private static final String CLOSES = "com.shop.Report$$SpringCGLIB$$0.print > com.zaxxer.P.close";

  private final QueueSketch sketch = new QueueSketch().enabled("sonde.PoolState");

  @Test
  void fullPoolWithWaits_isCriticalWithLoadSizeAndHolder() {
    sketch.pool(0, 60_000, 2, 2, 50, 190, 570);
    reports(570, 190);
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.WAITING_TIME);
    assertThat(finding.impact()).isCloseTo(0.75, within(0.01));
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Report.print");
    assertThat(finding.route()).isEqualTo("POST /orders");
    // 10 a second for 190 ms: 1.9 in use, for which Erlang C asks 4.
    assertThat(value(finding, "load (rate × hold, Little)")).isCloseTo(1.9, within(0.01));
    assertThat(value(finding, "sufficient size (Erlang C)")).isEqualTo(4);
    assertThat(finding.recommendation()).contains("4 would do", "moves the queue there");
  }

  @Test
  void waitsBelowATenthOfTheHold_areOk() {
    sketch.pool(0, 60_000, 2, 2, 50, 190, 18);
    reports(18, 190);
    assertThat(result()).isInstanceOf(RuleResult.Ok.class);
    assertThat(result().reason()).contains("10 %", "190 ms");
  }

  @Test
  void waitsWhilePoolHasRoom_areNoSaturation() {
    sketch.pool(0, 60_000, 10, 4, 50, 190, 570);
    assertThat(result()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void fewUsersWait_isInfo() {
    sketch.pool(0, 60_000, 2, 2, 10, 100, 20);
    for (int i = 0; i < 20; i++) {
      sketch.requests().request("GET /", "http-" + i, 0, 60_000 * QueueSketch.MS, 0);
    }
    assertThat(only().severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void partOfTheRecording_isTheWindow() {
    sketch.pool(0, 30_000, 2, 1, 5, 20, 0).pool(30_000, 45_000, 2, 2, 50, 190, 570);
    sketch.pool(45_000, 60_000, 2, 1, 5, 20, 0);
    reports(570, 190);
    Finding finding = only();
    assertThat(finding.fromNanos()).isEqualTo(RequestSketch.START + 30_000 * QueueSketch.MS);
    assertThat(finding.toNanos()).isEqualTo(RequestSketch.START + 45_000 * QueueSketch.MS);
  }

  @Test
  void onePeriod_isInfo_andStartUpIsSetAside() {
    sketch.pool(0, 25_000, 2, 1, 5, 20, 0).pool(25_000, 30_000, 2, 2, 50, 190, 570);
    sketch.pool(30_000, 60_000, 2, 1, 5, 20, 0);
    reports(570, 190);
    assertThat(only().severity()).isEqualTo(Severity.INFO);

    QueueSketch cold = new QueueSketch().enabled("sonde.PoolState").fromStart();
    cold.pool(0, 20_000, 2, 2, 50, 190, 570).pool(20_000, 60_000, 2, 1, 5, 20, 0);
    assertThat(Rules.evaluate(new ConnectionPoolSaturationRule(), cold.build()))
        .isInstanceOf(RuleResult.Ok.class);
  }

  /** The healthy shop once stood still for two seconds, and ten connections were waited for. */
  @Test
  void burstInAPoolThatSuffices_isInfo_untilItComesAgainAndAgain() {
    sketch.pool(0, 10_000, 10, 10, 200, 15, 6).pool(10_000, 60_000, 10, 1, 50, 15, 0);
    reports(6, 15);
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.recommendation()).contains("large enough", "bursts");

    QueueSketch always = new QueueSketch().enabled("sonde.PoolState");
    always.pool(0, 60_000, 10, 10, 200, 15, 15);
    RuleResult result = Rules.evaluate(new ConnectionPoolSaturationRule(), always.build());
    assertThat(((RuleResult.Found) result).findings().get(0).severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void timeouts_areCritical() {
    sketch.timeouts(1).pool(0, 60_000, 2, 2, 50, 190, 30);
    assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void withoutRequests_waitIsHeldAgainstHold() {
    sketch.pool(0, 60_000, 2, 2, 50, 190, 200);
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.ELAPSED_TIME);
    assertThat(finding.impact()).isBetween(0.4, 0.6);
  }

  @Test
  void holdsForSomethingElse_makeItASymptom() {
    sketch.pool(0, 60_000, 2, 2, 50, 190, 570);
    for (int i = 1; i <= 40; i++) {
      sketch.holding(i * 1_000, 570, 170, WaitKind.HTTP, 20, i, CLOSES);
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.recommendation()).contains("connection-held-too-long");
  }

  @Test
  void fullProcessors_areTheCause() {
    sketch.pool(0, 60_000, 2, 2, 50, 190, 570).processors(1);
    reports(570, 190);
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.recommendation()).contains("only move the queue");
  }

  @Test
  void evaluate_needUnmetOrNoPoolOrNoLimit_isNotApplicableWithRemedy() {
    RuleResult unmet =
        Rules.evaluate(new ConnectionPoolSaturationRule(), new RecordingBuilder().build());
    assertThat(unmet.reason()).contains("Record with Sonde's agent");
    assertThat(result()).isInstanceOf(RuleResult.NotApplicable.class);
    sketch.pool(0, 60_000, -1, 2, 50, 190, 570);
    assertThat(result()).isInstanceOf(RuleResult.NotApplicable.class);
    assertThat(result().reason()).contains("limit");
  }

  @Test
  void oddStates_neverThrow() {
    sketch.pool(0, 5_000, 0, 0, 0, 0, 0);
    assertThat(result()).isNotInstanceOf(RuleResult.Failed.class);
    QueueSketch single = new QueueSketch().enabled("sonde.PoolState");
    single.pool(0, 5_000, 2, 2, 0, 0, 0);
    assertThat(Rules.evaluate(new ConnectionPoolSaturationRule(), single.build()))
        .isNotInstanceOf(RuleResult.Failed.class);
  }

  private void reports(int wait, int sql) {
    for (int i = 1; i <= 50; i++) {
      sketch.holding(i * 1_000, wait, 0, WaitKind.HTTP, sql, i, CLOSES);
    }
  }

  private static double value(Finding finding, String label) {
    return finding.evidence().stream()
        .filter(each -> each.label().equals(label))
        .mapToDouble(Evidence::value)
        .findFirst()
        .orElseThrow();
  }

  private Finding only() {
    RuleResult result = result();
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private RuleResult result() {
    return Rules.evaluate(new ConnectionPoolSaturationRule(), sketch.build());
  }
}
