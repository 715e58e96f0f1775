package io.sonde.analyzer.rule.memory;

import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.ThreadRef;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ThreadLeakRuleTest {
  private static final String STARTER =
      "com.shop.Main.run > com.shop.Reminders.schedule:30 >"
          + " java.util.concurrent.ThreadPoolExecutor.addWorker > java.lang.Thread.start";
  private static final int SEEDS = 40;

  @Test
  void threadsThatNeverEnd_warn_withPatternStarterAndRate() {
    RecordingSketch sketch = total(120, t -> 40 + t);
    for (int i = 0; i < 120; i++) {
      start(sketch, i, "pool-" + i + "-thread-1");
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.title()).contains("pool-#-thread-#", "1/s", "Reminders.schedule");
    assertThat(finding.location().get(0).className()).isEqualTo("com.shop.Reminders");
    assertThat(finding.location().get(0).line()).isEqualTo(30);
    assertThat(finding.evidence())
        .anyMatch(each -> each.label().equals("started and not ended") && each.value() == 120);
    assertThat(finding.impact()).isBetween(0.5, 0.9);
  }

  @Test
  void threadsThatEnd_areOk() {
    RecordingSketch sketch = total(120, t -> 40);
    for (int i = 0; i < 118; i++) {
      start(sketch, i, "request-" + i);
      end(sketch, i + 1, "request-" + i);
    }
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void poolThatFillsAndStays_isOk() {
    RecordingSketch sketch = total(120, t -> 40 + Math.min(50, t));
    for (int i = 0; i < 50; i++) {
      start(sketch, i, "http-nio-8080-exec-" + i);
    }
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void poolInUseThatGrowsWithItsLoad_isInfo() {
    RecordingSketch sketch = total(120, t -> 40 + t / 2);
    for (int i = 0; i < 60; i++) {
      String name = "http-nio-8080-exec-" + i;
      start(sketch, 2 * i, name);
      busy(sketch, name);
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary()).contains("grows with its load");
  }

  @Test
  void poolAfterPoolInUse_isALeak() {
    RecordingSketch sketch = total(120, t -> 40 + t / 2);
    for (int i = 0; i < 60; i++) {
      String name = "pool-" + i + "-thread-1";
      start(sketch, 2 * i, name);
      busy(sketch, name);
    }
    assertThat(only(sketch).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void leakBesideAPoolThatBreathes_isSeen() {
    RecordingSketch sketch = total(200, t -> 400 + 60 * Math.sin(t / 5));
    for (int i = 0; i < 20; i++) {
      start(sketch, 10 * i, "Timer-" + i);
    }
    assertThat(only(sketch).title()).contains("Timer-#");
  }

  @Test
  void namesThatDifferEachTime_areSeenInTheTotal() {
    RecordingSketch sketch = total(120, t -> 40 + t);
    for (int i = 0; i < 120; i++) {
      start(sketch, i, "worker" + (char) ('a' + i % 26) + (char) ('a' + i / 26));
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.location().get(0).className()).isEqualTo("com.shop.Reminders");
  }

  /** Pools, clients and timers of different code, one after the other, for 30 s. */
  @Test
  void serviceThatStartsThreadsFromManyPlaces_isInfo_butOnePlaceIsNot() {
    RecordingSketch starting = total(30, t -> 12 + t).fromStart();
    RecordingSketch leaking = total(30, t -> 12 + t).fromStart();
    for (int i = 0; i < 30; i++) {
      String name = "worker" + (char) ('a' + i % 26) + (char) ('a' + i / 26);
      start(starting, i, name, STARTER.replace("Reminders", "Part" + (char) ('A' + i % 10)));
      start(leaking, i, name);
    }
    Finding finding = only(starting);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary()).contains("first two minutes");
    assertThat(only(leaking).severity()).isGreaterThanOrEqualTo(Severity.WARNING);
  }

  @Test
  void totalAlone_leaksWithoutStarter_saysWhatToTurnOn() {
    Finding finding = only(total(120, t -> 40 + t));
    assertThat(finding.location()).isEmpty();
    assertThat(finding.recommendation()).contains("jdk.ThreadStart");
  }

  @Test
  void manyThreadsASecond_areCritical() {
    assertThat(only(total(120, t -> 40 + 20 * t)).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void justBelowTheLeastGrowth_isOk() {
    assertThat(evaluate(total(120, t -> 40 + 9 * t / 120))).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void serviceThatStarts_isNoLeak() {
    RuleResult result = evaluate(total(60, t -> 20 + Math.min(60, 4 * t)).fromStart());
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void tooShort_isNotApplicable() {
    assertThat(evaluate(total(5, t -> 40 + t))).isInstanceOf(RuleResult.NotApplicable.class);
  }

  @Test
  void healthyShapes_falseAlarms() {
    int alarms = 0;
    int runs = 0;
    for (var shape : GrowthShapes.healthy().entrySet()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        double seconds = seed % 2 == 0 ? 60 : 600;
        var value = GrowthShapes.noisy(shape.getValue(), seconds, 60, 150, 3, seed);
        alarms += isAlarm(evaluate(total(seconds, value))) ? 1 : 0;
        runs++;
      }
    }
    assertThat(alarms).as("of %s runs", runs).isLessThanOrEqualTo(runs / 100);
  }

  @Test
  void leaks_misses() {
    int found = 0;
    int runs = 0;
    for (var shape : GrowthShapes.leaking().entrySet()) {
      for (int seed = 0; seed < SEEDS; seed++) {
        double seconds = seed % 2 == 0 ? 60 : 600;
        var value = GrowthShapes.noisy(shape.getValue(), seconds, 60, 150, 3, seed);
        found += isAlarm(evaluate(total(seconds, value))) ? 1 : 0;
        runs++;
      }
    }
    assertThat(found).as("of %s runs", runs).isGreaterThanOrEqualTo(runs * 95 / 100);
  }

  @Test
  void evaluate_needUnmet_isNotApplicableWithRemedy() {
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.ThreadStart");
  }

  static boolean isAlarm(RuleResult result) {
    return result instanceof RuleResult.Found found
        && found.findings().get(0).severity() != Severity.INFO;
  }

  private static RecordingSketch total(double seconds, DoubleUnaryOperator threads) {
    return lasting(seconds).gauge("jdk.JavaThreadStatistics", Gauge.THREADS, "", 1, threads);
  }

  private static void start(RecordingSketch sketch, double at, String name) {
    start(sketch, at, name, STARTER);
  }

  private static void start(RecordingSketch sketch, double at, String name, String starter) {
    sketch.enabled("jdk.ThreadEnd");
    sketch.incident(at, "jdk.ThreadStart", IncidentKind.THREAD_START, name, "", 0, starter);
  }

  private static void end(RecordingSketch sketch, double at, String name) {
    sketch.incident(at, "jdk.ThreadEnd", IncidentKind.THREAD_END, name, "", 0, "");
  }

  /** At work to the end. */
  private static void busy(RecordingSketch sketch, String name) {
    var builder = sketch.builder();
    int thread = builder.thread(new ThreadRef(name, 1_000L + name.hashCode(), 0, false));
    builder
        .samples(SampleKind.CPU)
        .add(RecordingSketch.START + 118_000_000_000L, thread, 0, 1, (byte) 1, -1);
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new ThreadLeakRule(), sketch.build());
  }
}
