package io.sonde.analyzer.rule.downstream;

import static io.sonde.analyzer.rule.QueueSketch.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.SqlStatement;
import io.sonde.analyzer.rule.QueueSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class SlowDownstreamRuleTest {
  private static final String PAY = "POST payment:8081/payments/{id}";

  private final QueueSketch sketch = new QueueSketch().enabled("sonde.HttpCall", "sonde.Request");

  @Test
  void slowNowAndThen_warns_withExcessCallerAndRoute() {
    calls(200, 20, 1_500, 15, 100);
    Finding finding = only();
    // Ten of 200 take 1,485 ms longer, in requests of 100 ms beside the call.
    double all = 200 * 115 + 10 * 1_485;
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.WAITING_TIME);
    assertThat(finding.impact()).isCloseTo(10 * 1_485 / all, within(0.001));
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Payment.ask:7");
    assertThat(finding.route()).isEqualTo("POST /checkout");
    assertThat(finding.title()).contains("now and then", "1.50 s in place of 15 ms");
    assertThat(finding.recommendation()).contains("payment:8081", "Payment.ask");
  }

  @Test
  void mostOfTheWaitingTime_isCritical() {
    calls(200, 20, 1_500, 15, 10);
    assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void oneRouteSuffersMuch_isAWarning_howeverMuchElseUsersDo() {
    calls(200, 20, 1_500, 15, 10);
    for (int i = 0; i < 20; i++) {
      sketch.requests().request("GET /", "browse-" + i, 0, 60_000 * MS, 0);
    }
    assertThat(only().severity()).isEqualTo(Severity.WARNING);
    assertThat(only().impact()).isLessThan(0.1);
  }

  @Test
  void fourSlowCalls_areAnExample_noWarning() {
    calls(200, 50, 1_500, 15, 100);
    assertThat(severityOrNull()).isNotIn(Severity.WARNING, Severity.CRITICAL);
  }

  /** Twenty calls that came while nothing went on are one example. */
  @Test
  void slowCallsOfOneStandstill_areNoWarning() {
    for (int i = 0; i < 200; i++) {
      call(i * 290, 15, 100, i);
    }
    for (int i = 0; i < 20; i++) {
      call(30_000 + i * 40, 1_400 - i * 40, 100, 200 + i);
    }
    assertThat(only().severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void slowCallsOfTheStart_areSetAside() {
    sketch.fromStart();
    for (int i = 0; i < 200; i++) {
      call(i * 100, i < 20 ? 1_500 : 15, 100, i);
    }
    assertThat(severityOrNull()).isNotIn(Severity.WARNING, Severity.CRITICAL);
  }

  @Test
  void slowForATime_namesTheWindow() {
    for (int i = 0; i < 200; i++) {
      call(i * 280, i >= 100 && i < 120 ? 1_500 : 15, 100, i);
    }
    Finding finding = only();
    assertThat(finding.fromNanos()).isEqualTo(RequestSketch.START + 28_000 * MS);
    assertThat(finding.toNanos()).isEqualTo(RequestSketch.START + (119 * 280 + 1_500) * MS);
  }

  @Test
  void alwaysSlow_warnsFromASecondOn() {
    calls(100, 1, 1_100, 0, 10);
    assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(only().title()).contains("always slow");
  }

  @Test
  void dependableCallBelowASecond_isInfo() {
    calls(100, 1, 600, 0, 10);
    assertThat(only().severity()).isEqualTo(Severity.INFO);
    assertThat(only().recommendation()).contains("keep answers");
  }

  @Test
  void failingCalls_warn() {
    for (int i = 0; i < 100; i++) {
      long at = i * 500 * MS;
      long id = sketch.requests().request("POST /checkout", "a" + i, at, at + 100 * MS, 0);
      RecordingBuilder builder = sketch.builder();
      int text = builder.httpCalls().text(PAY);
      boolean failed = i % 10 == 0;
      builder
          .httpCalls()
          .add(
              new SqlStatement(
                  RequestSketch.START + at, MS, 0, id, text, failed ? 0 : 200, 1, failed));
    }
    assertThat(only().severity()).isEqualTo(Severity.WARNING);
    assertThat(only().title()).contains("fails in 10 %");
    assertThat(only().summary()).contains("10 of them without an answer");
  }

  @Test
  void shortCalls_areOk_withWhatWasMeasured() {
    calls(100, 20, 10, 10, 100);
    assertThat(result()).isInstanceOf(RuleResult.Ok.class);
    assertThat(result().reason()).contains(PAY, "9.09 %", "20 %", "10 ms");
  }

  @Test
  void noCall_isOk_andNoRequestIsNotApplicable() {
    assertThat(result()).isInstanceOf(RuleResult.NotApplicable.class);
    sketch.requests().request("GET /", "a", 0, MS, 0);
    assertThat(result()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_needUnmet_isNotApplicableWithRemedy() {
    assertThat(Rules.evaluate(new SlowDownstreamRule(), new RecordingBuilder().build()).reason())
        .contains("outgoing HTTP calls", "Sonde's agent");
  }

  /** One in so many calls is slow. */
  private void calls(int count, int oneIn, int slow, int usual, int beside) {
    for (int i = 0; i < count; i++) {
      call(i * 290, i % oneIn == oneIn / 2 ? slow : usual, beside, i);
    }
  }

  private void call(int at, int took, int beside, int number) {
    String thread = "exec-" + number;
    long start = at * MS;
    long end = start + took * MS;
    long id =
        sketch.requests().request("POST /checkout", thread, start, end + beside * MS, beside * MS);
    sketch.requests().call(id, thread, start, end, PAY);
    if (number == 0) {
      sketch
          .requests()
          .callerOfCall(PAY, "com.shop.Checkout.pay > com.shop.Payment.ask > okhttp3.Call.execute");
    }
  }

  private Severity severityOrNull() {
    return result() instanceof RuleResult.Found found ? found.findings().get(0).severity() : null;
  }

  private Finding only() {
    RuleResult result = result();
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    assertThat(((RuleResult.Found) result).findings()).hasSize(1);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private RuleResult result() {
    return Rules.evaluate(new SlowDownstreamRule(), sketch.build());
  }
}
