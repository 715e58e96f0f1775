package io.sonde.analyzer.rule.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class LockContentionRuleTest {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000 * MILLI;
  private static final String STOCK = "com.shop.Stock";
  private static final String RESERVE = "java.lang.Thread.run > com.shop.Stock.reserve";
  private static final String LOCK = "java.util.concurrent.locks.ReentrantLock$NonfairSync";

  private final RecordingSketch recording =
      RecordingSketch.lasting(60).enabled("jdk.JavaMonitorEnter");
  private final RequestSketch sketch =
      new RequestSketch(recording.builder(), RecordingSketch.START);

  /** A cold service loads and initialises classes, and its first requests wait for that, once. */
  @Test
  void classesThatAreLoadedOrInitialised_areNoContention() {
    String load = "com.shop.Stock.reserve > java.lang.ClassLoader.loadClass";
    for (int i = 0; i < 60; i++) {
      recording.builder().gauges().add(Gauge.CLASSES_LOADED, time(i), 1_000 + 50 * i);
      long from = i * SECOND;
      sketch.request("GET /", "http", from, from + 900 * MILLI, MILLI);
      sketch.waiting(
          WaitKind.MONITOR, "http", from, from + 300 * MILLI, "java.lang.Object", "owner", load);
      sketch.waiting(
          WaitKind.MONITOR,
          "http",
          from + 400 * MILLI,
          from + 700 * MILLI,
          "int[]",
          "owner",
          RESERVE);
    }
    assertThat(evaluate()).isNotInstanceOf(RuleResult.Found.class);
  }

  /** A lookup that never finds its class asks the loader for it in each request. */
  @Test
  void loaderThatIsAskedAgainAndAgain_isContention() {
    String load = "com.shop.Stock.reserve > java.lang.ClassLoader.loadClass";
    for (int i = 0; i < 60; i++) {
      recording.builder().gauges().add(Gauge.CLASSES_LOADED, time(i), 1_000);
      long from = i * SECOND;
      sketch.request("GET /", "http", from, from + 900 * MILLI, MILLI);
      sketch.waiting(
          WaitKind.MONITOR, "http", from, from + 700 * MILLI, "java.lang.Object", "owner", load);
    }
    assertThat(only().severity()).isNotEqualTo(Severity.INFO);
  }

  private static long time(int second) {
    return RecordingSketch.START + second * SECOND;
  }

  @Test
  void usersWaitForALongHold_whatIsDoneUnderTheLockLeads() {
    for (int i = 0; i < 50; i++) {
      long from = i * SECOND;
      sketch.request("GET /", "http", from, from + 900 * MILLI, MILLI);
      monitor("http", from + MILLI, from + 400 * MILLI);
      sketch.waiting(
          WaitKind.SLEEP,
          "owner",
          from - 10 * MILLI,
          from + 399 * MILLI,
          "",
          "",
          "com.shop.Stock.book > com.shop.Stock.ask > java.lang.Thread.sleep");
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.WAITING_TIME);
    assertThat(finding.impact()).isBetween(0.44, 0.45);
    assertThat(finding.location())
        .containsExactly(new Location(STOCK, "ask", 7), new Location(STOCK, "reserve", 7));
    assertThat(finding.title()).contains("Users", "399 ms", "the monitor of Stock");
    assertThat(finding.summary()).contains("long holds", "Stock.ask", "sleeping");
    assertThat(finding.recommendation()).contains("Do not wait");
    assertThat(finding.toNanos()).isEqualTo(RecordingSketch.START + 60 * SECOND);
  }

  @Test
  void severity_followsTheShareOfUsersWaitingTime() {
    assertThat(severity(400)).isEqualTo(Severity.CRITICAL);
    assertThat(severity(120)).isEqualTo(Severity.WARNING);
    assertThat(severity(60)).isEqualTo(Severity.INFO);
  }

  @Test
  void shareBelowTheThreshold_isOkWithNumbers() {
    evenly(40);
    assertThat(evaluate())
        .isInstanceOfSatisfying(
            RuleResult.Ok.class,
            ok -> assertThat(ok.reason()).contains("the monitor of Stock", "4 %", "5 %"));
  }

  @Test
  void lockThatBitesInTenSecondsOnly_warnsAndNamesThem() {
    for (int i = 0; i < 59; i++) {
      long from = i * SECOND;
      sketch.request("GET /", "http", from, from + 900 * MILLI, MILLI);
      if (i >= 30 && i < 34) {
        monitor("http", from, from + 880 * MILLI);
      }
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.fromNanos()).isEqualTo(RecordingSketch.START + 30 * SECOND);
    assertThat(finding.toNanos()).isEqualTo(RecordingSketch.START + 34 * SECOND);
  }

  @Test
  void lockThatMakesTheSlowestPercent_warns() {
    for (int i = 0; i < 6_000; i++) {
      long from = i * 10 * MILLI;
      boolean slow = i % 100 == 7;
      String thread = "http-" + i % 100;
      sketch.request("GET /", thread, from, from + (slow ? 300 : 150) * MILLI, MILLI);
      if (slow) {
        monitor(thread, from + MILLI, from + 250 * MILLI);
      }
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.summary()).contains("slowest 1 %", "249 ms");
  }

  @Test
  void manyShortHolds_areAConvoy_andWhoAsksLeads() {
    for (int i = 0; i < 1_000; i++) {
      long from = i * 50 * MILLI;
      for (int thread = 0; thread < 8; thread++) {
        sketch.waiting(
            WaitKind.PARK,
            "worker-" + thread,
            from,
            from + (thread + 1) * 4 * MILLI,
            LOCK,
            "",
            "com.shop.Worker.run > com.shop.Counter.add > " + LOCK + ".lock");
      }
    }
    Finding finding = only();
    assertThat(finding.summary()).contains("convoy", "up to 8 threads at once");
    assertThat(finding.title()).contains("Threads", "a ReentrantLock in Counter.add");
    assertThat(finding.location()).containsExactly(new Location("com.shop.Counter", "add", 7));
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.ELAPSED_TIME);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void holderOfALock_isFoundByWhatRunsUnderItsMethod() {
    for (int i = 0; i < 50; i++) {
      long from = i * SECOND;
      for (int thread = 0; thread < 3; thread++) {
        sketch.waiting(
            WaitKind.PARK,
            "worker-" + thread,
            from,
            from + 900 * MILLI,
            LOCK,
            "",
            "com.shop.Prices.of > " + LOCK + ".lock");
      }
      sketch.sample(
          SampleKind.CPU,
          "other",
          from + 100 * MILLI,
          500 * MILLI,
          SampleTable.RUNNABLE,
          "com.shop.Prices.of > com.shop.Prices.compute");
      sketch.sample(
          SampleKind.CPU,
          "unrelated",
          from + 100 * MILLI,
          900 * MILLI,
          SampleTable.RUNNABLE,
          "com.shop.Report.print");
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.location().get(0)).isEqualTo(new Location("com.shop.Prices", "compute", 7));
  }

  @Test
  void locksOfOneClassInDifferentCode_areToldApart() {
    for (int i = 0; i < 50; i++) {
      for (String place : new String[] {"com.shop.A.a", "com.shop.B.b"}) {
        sketch.waiting(
            WaitKind.MONITOR, place, i * SECOND, (i + 1) * SECOND, "java.lang.Object", "", place);
      }
    }
    assertThat(((RuleResult.Found) evaluate()).findings()).hasSize(2);
  }

  /** Pools' threads wait for work: for conditions, queues, futures, and sometimes a semaphore. */
  @Test
  void threadsThatWaitForWork_areNoContention() {
    for (int thread = 0; thread < 8; thread++) {
      for (String parked :
          new String[] {
            "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject",
            "java.util.concurrent.SynchronousQueue$TransferStack",
            "java.util.concurrent.CompletableFuture$Signaller",
            "java.util.concurrent.Semaphore$NonfairSync",
            ""
          }) {
        sketch.waiting(
            WaitKind.PARK, "pool-" + thread + parked, 0, 59 * SECOND, parked, "", "com.shop.W.run");
      }
      sketch.waiting(WaitKind.OBJECT_WAIT, "timer-" + thread, 0, 59 * SECOND);
    }
    assertThat(evaluate())
        .isInstanceOfSatisfying(
            RuleResult.Ok.class, ok -> assertThat(ok.reason()).contains("No thread waited"));
  }

  @Test
  void semaphoreThatUsersWaitFor_counts() {
    for (int i = 0; i < 50; i++) {
      long from = i * SECOND;
      sketch.request("GET /", "http", from, from + 900 * MILLI, MILLI);
      sketch.waiting(
          WaitKind.PARK,
          "http",
          from,
          from + 500 * MILLI,
          "java.util.concurrent.Semaphore$NonfairSync",
          "",
          "com.shop.Limit.enter");
    }
    assertThat(only().title()).contains("a Semaphore in Limit.enter");
  }

  @Test
  void backgroundThreadsWaitBesideUsers_areInfoAtMost() {
    for (int i = 0; i < 50; i++) {
      sketch.request("GET /", "http", i * SECOND, i * SECOND + 100 * MILLI, MILLI);
      monitor("indexer", i * SECOND, (i + 1) * SECOND);
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.impact()).isZero();
  }

  @Test
  void startUp_isSetAside() {
    recording.fromStart();
    for (int i = 0; i < 18; i++) {
      sketch.request("GET /", "http", i * SECOND, (i + 1) * SECOND, MILLI);
      monitor("http", i * SECOND, i * SECOND + 900 * MILLI);
    }
    sketch.request("GET /", "http", 20 * SECOND, 50 * SECOND, MILLI);
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void oneWaitThatTwoRecordersTellOf_countsOnce() {
    for (int i = 0; i < 50; i++) {
      long from = i * SECOND;
      sketch.request("GET /", "http", from, from + 900 * MILLI, MILLI);
      monitor("http", from + MILLI, from + 400 * MILLI);
      monitor("http", from + MILLI + 2_000, from + 400 * MILLI);
    }
    assertThat(only().summary()).startsWith("50 times");
  }

  @Test
  void noWaitsRecorded_isNotApplicableWithRemedy() {
    RuleResult result =
        Rules.evaluate(new LockContentionRule(), RecordingSketch.lasting(60).build());
    assertThat(result).isInstanceOf(RuleResult.NotApplicable.class);
    assertThat(result.reason()).contains("jdk.JavaMonitorEnter");
  }

  @Test
  void oddWaits_neverThrow() {
    sketch.waiting(WaitKind.MONITOR, "a", -5 * SECOND, 90 * SECOND, "", "a", RESERVE);
    sketch.waiting(WaitKind.MONITOR, "a", 5, 5, STOCK, "a", RESERVE);
    assertThat(evaluate().rule()).isEqualTo(LockContentionRule.ID);
    assertThat(evaluate()).isNotInstanceOf(RuleResult.Failed.class);
  }

  private Severity severity(long millis) {
    LockContentionRuleTest other = new LockContentionRuleTest();
    other.evenly(millis);
    return other.only().severity();
  }

  /** A request of a second each second, so much of it at the monitor. */
  private void evenly(long millis) {
    for (int i = 0; i < 60; i++) {
      sketch.request("GET /", "http", i * SECOND, (i + 1) * SECOND, MILLI);
      monitor("http", i * SECOND, i * SECOND + millis * MILLI);
    }
  }

  private void monitor(String thread, long from, long to) {
    sketch.waiting(WaitKind.MONITOR, thread, from, to, STOCK, "owner", RESERVE);
  }

  private RuleResult evaluate() {
    return Rules.evaluate(new LockContentionRule(), recording.build());
  }

  private Finding only() {
    RuleResult result = evaluate();
    assertThat(result).isInstanceOf(RuleResult.Found.class);
    assertThat(((RuleResult.Found) result).findings()).hasSize(1);
    return ((RuleResult.Found) result).findings().get(0);
  }
}
