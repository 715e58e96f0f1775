package io.sonde.analyzer.rule.executor;

import static io.sonde.analyzer.rule.QueueSketch.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.rule.QueueSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class ExecutorSaturationRuleTest {
  private static final String QUOTE = "com.shop.Carrier.quote > java.lang.Thread.sleep";

  private final QueueSketch sketch = new QueueSketch().enabled("sonde.Task");

  @Test
  void tasksThatQueue_areCritical_withWhatRunsAndHowManyThreadsWouldDo() {
    quotes(0, 60_000, 600, 900);
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.impact()).isCloseTo(900 / 1_500.0, within(0.05));
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Carrier.quote:7");
    assertThat(finding.title()).contains("900 ms", "one of 2 threads carrier-*");
    assertThat(finding.evidence())
        .anyMatch(each -> each.label().equals("threads at work") && each.value() > 0.9);
    assertThat(finding.recommendation()).contains("Carrier.quote", "4 threads", "bound the queue");
  }

  @Test
  void waitBelowATenthOfTheRun_isOk() {
    quotes(0, 60_000, 600, 50);
    assertThat(result()).isInstanceOf(RuleResult.Ok.class);
    assertThat(result().reason()).contains("carrier-*", "50 ms", "600 ms");
  }

  /** A task that nobody waits for keeps no user waiting. */
  @Test
  void queueOfWorkThatNobodyAwaits_isInfo() {
    for (int i = 0; i < 90; i++) {
      long at = i * 600 * MS;
      long id = sketch.requests().request("GET /", "exec-" + i, at, at + 600 * MS, 600 * MS);
      sketch.requests().task(id, "mail-" + i % 2, 1_100 * MS, at, at + 590 * MS, 0);
    }
    assertThat(only().severity()).isEqualTo(Severity.INFO);
    assertThat(only().impact()).isZero();
  }

  @Test
  void queueOfAPoolsOwnWork_isOk() {
    for (int i = 0; i < 90; i++) {
      long at = i * 600 * MS;
      long id = sketch.requests().request("GET /", "exec-" + i, at, at + 600 * MS, 600 * MS);
      sketch.requests().task(id, "adder-" + i % 2, 900 * MS, at, at + 590 * MS, 0);
    }
    assertThat(result()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void queueForATime_namesTheWindow() {
    quotes(0, 30_000, 600, 10);
    quotes(30_000, 45_000, 600, 900);
    quotes(45_000, 60_000, 600, 10);
    Finding finding = only();
    assertThat(finding.fromNanos() - RequestSketch.START).isBetween(30_000 * MS, 35_000 * MS);
    assertThat(finding.toNanos() - RequestSketch.START).isBetween(45_000 * MS, 50_000 * MS);
  }

  @Test
  void oneWindow_isInfo() {
    quotes(0, 30_000, 600, 10);
    quotes(30_000, 33_000, 600, 900);
    quotes(40_000, 60_000, 600, 10);
    assertThat(only().severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void tasksThatCompute_onFullProcessors_areInfo() {
    sketch.processors(1);
    for (int i = 0; i < 90; i++) {
      queued(i * 600, 600, 900, i, false);
    }
    assertThat(only().severity()).isEqualTo(Severity.INFO);
    assertThat(only().recommendation()).contains("Save CPU time first");
  }

  @Test
  void serversPoolThatIsFull_warns_fromTwoReadingsOn() {
    QueueSketch server = new QueueSketch().enabled("sonde.ExecutorState");
    readings(server, 2);
    Finding finding = found(server.build());
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("one of the server's 200 threads");
    assertThat(finding.evidence())
        .anyMatch(each -> each.label().contains("meanwhile") && each.value() > 0.3);

    QueueSketch starved = new QueueSketch().enabled("sonde.ExecutorState").processors(1);
    readings(starved, 2);
    assertThat(found(starved.build()).severity()).isEqualTo(Severity.INFO);
    QueueSketch burst = new QueueSketch().enabled("sonde.ExecutorState");
    readings(burst, 1);
    assertThat(found(burst.build()).severity()).isEqualTo(Severity.INFO);
    QueueSketch quiet = new QueueSketch().enabled("sonde.ExecutorState");
    readings(quiet, 0);
    assertThat(Rules.evaluate(new ExecutorSaturationRule(), quiet.build()))
        .isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_needUnmetOrNoTask_isNotApplicable() {
    assertThat(
            Rules.evaluate(new ExecutorSaturationRule(), new RecordingBuilder().build()).reason())
        .contains("Record with Sonde's agent");
    assertThat(result()).isInstanceOf(RuleResult.NotApplicable.class);
  }

  private static void readings(QueueSketch sketch, int full) {
    for (int i = 0; i < 12; i++) {
      long time = RequestSketch.START + (i + 1) * 5_000 * MS;
      boolean isFull = i >= 5 && i < 5 + full;
      RecordingBuilder builder = sketch.builder();
      builder.event("sonde.ExecutorState");
      builder.gauges().add(Gauge.EXECUTOR_ACTIVE, "tomcat#1", time, isFull ? 200 : 20);
      builder.gauges().add(Gauge.EXECUTOR_LIMIT, "tomcat#1", time, 200);
      builder.gauges().add(Gauge.EXECUTOR_QUEUED, "tomcat#1", time, isFull ? 100 : 0);
    }
  }

  /** Requests one after the other, each of which waits for a task, on two threads in turn. */
  private void quotes(int from, int to, int run, int queued) {
    int number = from / 300;
    for (int at = from; at + run <= to; at += run / 2) {
      queued(at, run, queued, number++, true);
    }
  }

  private void queued(int at, int run, int queued, int number, boolean sleeps) {
    String thread = "exec-" + number;
    String worker = "carrier-" + number % 2;
    long begin = at * MS;
    long submitted = begin - queued * MS;
    long end = begin + run * MS;
    long id = sketch.requests().request("GET /carts/{id}", thread, submitted, end, 0);
    sketch
        .requests()
        .waiting(
            WaitKind.PARK,
            thread,
            submitted,
            end,
            "java.util.concurrent.FutureTask",
            "",
            "com.shop.Cart.show > java.util.concurrent.FutureTask.get");
    sketch.requests().task(id, worker, queued * MS, begin, end, 0);
    if (sleeps) {
      sketch.requests().waiting(WaitKind.SLEEP, worker, begin, end, "", "", QUOTE);
    }
  }

  private Finding only() {
    return found(sketch.build());
  }

  private static Finding found(Recording recording) {
    RuleResult result = Rules.evaluate(new ExecutorSaturationRule(), recording);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private RuleResult result() {
    return Rules.evaluate(new ExecutorSaturationRule(), sketch.build());
  }
}
