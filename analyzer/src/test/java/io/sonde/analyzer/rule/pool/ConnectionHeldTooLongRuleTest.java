package io.sonde.analyzer.rule.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.ConnectionHold;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.rule.QueueSketch;
import io.sonde.analyzer.rule.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionHeldTooLongRuleTest {
  private static final String CLOSES =
      "com.shop.Web.post > com.shop.Orders$$SpringCGLIB$$0.place > com.zaxxer.P.close";

  private final QueueSketch sketch =
      new QueueSketch().enabled("sonde.PoolState", "sonde.ConnectionHold");

  @Test
  void callWithinTransaction_isNamedWithHolderAndCall() {
    sketch.pool(0, 60_000, 2, 2, 20, 420, 800);
    orders(800, 400, 20);
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.impact()).isCloseTo(800 / 1_220.0, within(0.01));
    assertThat(finding.location())
        .extracting(Location::className)
        .containsExactly("com.shop.Orders", "com.shop.Pay");
    assertThat(finding.location().get(0).methodName()).isEqualTo("place");
    assertThat(finding.route()).isEqualTo("POST /orders");
    assertThat(finding.summary()).contains("outgoing HTTP (Pay.ask)", "4.76 %");
    assertThat(finding.recommendation()).contains("the outgoing call of Pay.ask");
  }

  /** The first holder tells for those of its route whose stack trace nobody took. */
  @Test
  void holdsWithoutStack_areChargedToTheirRoutesHolder() {
    sketch.pool(0, 60_000, 10, 3, 20, 420, 0);
    for (int i = 1; i <= 40; i++) {
      sketch.holding(i * 1_000, 0, 400, WaitKind.SLEEP, 20, i, i == 7 ? CLOSES : "");
    }
    Finding finding = only();
    assertThat(finding.evidence())
        .anyMatch(each -> each.label().equals("connections taken") && each.value() == 40);
    assertThat(finding.location().get(0).className()).isEqualTo("com.shop.Orders");
  }

  @Test
  void nobodyWaits_isInfo_andHalfOfThePoolIsAWarning() {
    sketch.pool(0, 60_000, 10, 3, 20, 420, 0);
    orders(0, 400, 20);
    assertThat(only().severity()).isEqualTo(Severity.INFO);
    assertThat(only().impact()).isZero();

    QueueSketch small = new QueueSketch().enabled("sonde.PoolState", "sonde.ConnectionHold");
    small.pool(0, 60_000, 1, 1, 20, 420, 0);
    for (int i = 1; i <= 90; i++) {
      small.holding(i * 600, 0, 400, WaitKind.HTTP, 20, i, CLOSES);
    }
    RuleResult result = Rules.evaluate(new ConnectionHeldTooLongRule(), small.build());
    assertThat(((RuleResult.Found) result).findings().get(0).severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void holdsThatComputeOnFullProcessors_areOk_andCallsAreNot() {
    sketch.pool(0, 60_000, 2, 2, 20, 420, 800).processors(1);
    orders(800, 400, 20);
    assertThat(only().severity()).isEqualTo(Severity.CRITICAL);

    QueueSketch starved = new QueueSketch().enabled("sonde.PoolState", "sonde.ConnectionHold");
    starved.pool(0, 60_000, 2, 2, 20, 420, 800).processors(1);
    for (int i = 1; i <= 40; i++) {
      long start = i * 1_000L * QueueSketch.MS;
      long end = start + 420 * QueueSketch.MS;
      long id = starved.requests().request("GET /", "t" + i, start, end, 0);
      starved.requests().hold("orders", id, i, start, end, false, CLOSES);
    }
    assertThat(Rules.evaluate(new ConnectionHeldTooLongRule(), starved.build()))
        .isInstanceOf(RuleResult.Ok.class);
  }

  /** Beside it, statements of others hold most of the pool's time. */
  @Test
  void aThirdOfAllHolds_isTheCause_aTenthIsNot() {
    assertThat(mixed(600).impact()).isGreaterThan(0.3);
    assertThat(mixed(4_000).impact()).isZero();
  }

  /** Orders that idle for 400 ms, and reports whose statements take so long. */
  private static Finding mixed(int reports) {
    QueueSketch mixed = new QueueSketch().enabled("sonde.PoolState", "sonde.ConnectionHold");
    mixed.pool(0, 60_000, 2, 2, 20, 420, 800);
    for (int i = 1; i <= 40; i++) {
      mixed.holding(i * 1_000, 800, 400, WaitKind.HTTP, 20, i, CLOSES);
      mixed.holding(
          i * 1_000, 800, 0, WaitKind.HTTP, reports, 100 + i, "com.shop.Report.print > a.P.close");
    }
    RuleResult result = Rules.evaluate(new ConnectionHeldTooLongRule(), mixed.build());
    return ((RuleResult.Found) result).findings().get(0);
  }

  @Test
  void shortOrMostlySql_isOk() {
    sketch.pool(0, 60_000, 10, 3, 20, 90, 0);
    orders(0, 99, 1);
    assertThat(result()).isInstanceOf(RuleResult.Ok.class);
    assertThat(result().reason()).contains("Orders.place", "99 ms", "100 ms");

    QueueSketch busy = new QueueSketch().enabled("sonde.PoolState", "sonde.ConnectionHold");
    busy.pool(0, 60_000, 10, 3, 20, 90, 0);
    for (int i = 1; i <= 40; i++) {
      busy.holding(i * 1_000, 0, 200, WaitKind.HTTP, 210, i, CLOSES);
    }
    assertThat(Rules.evaluate(new ConnectionHeldTooLongRule(), busy.build()))
        .isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void leakedConnections_areNamedWithWhoTookThem() {
    sketch.leaked(3).pool(0, 60_000, 10, 3, 20, 20, 0);
    RecordingBuilder builder = sketch.builder();
    int pool = builder.pools().pool("orders");
    sketch.requests().hold("orders", 0, 5, 0, 10, true, "com.shop.Export.run > com.zaxxer.P.get");
    builder.pools().hold(new ConnectionHold(RequestSketch.START, 9_000, 0, pool, 5, true, true));
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).isEqualTo("Export.run takes connections and never closes them");
    assertThat(finding.location()).containsExactly(new Location("com.shop.Export", "run", 0));
  }

  @Test
  void leakOfTheWholePool_isCritical() {
    sketch.leaked(10).pool(0, 60_000, 10, 10, 0, 0, 0);
    assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(only().location()).isEqualTo(List.of());
  }

  @Test
  void evaluate_needUnmetOrNothingHeld_isNotApplicable() {
    assertThat(
            Rules.evaluate(new ConnectionHeldTooLongRule(), new RecordingBuilder().build())
                .reason())
        .contains("Record with Sonde's agent");
    sketch.pool(0, 60_000, 10, 3, 20, 90, 0);
    assertThat(result()).isInstanceOf(RuleResult.NotApplicable.class);
  }

  private void orders(int wait, int beside, int sql) {
    for (int i = 1; i <= 40; i++) {
      sketch.holding(i * 1_000, wait, beside, WaitKind.HTTP, sql, i, CLOSES);
    }
    sketch.requests().callerOfCall("POST pay:80/", "com.shop.Pay.ask");
  }

  private Finding only() {
    RuleResult result = result();
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    assertThat(((RuleResult.Found) result).findings()).hasSize(1);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private RuleResult result() {
    return Rules.evaluate(new ConnectionHeldTooLongRule(), sketch.build());
  }
}
