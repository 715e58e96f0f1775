package io.sonde.analyzer.rule.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.BlockedThread;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlockRuleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String ACCOUNT = "com.bank.Account";

  private final RecordingSketch sketch =
      RecordingSketch.lasting(600)
          .enabled("jdk.ThreadDump", "jdk.JavaMonitorEnter", "jdk.ThreadPark");

  @Test
  void cycle_isCritical_andTellsWhoHoldsAndWantsWhat() {
    deadlocked(300, "withdrawals", "lock-b", "deposits");
    deadlocked(300, "deposits", "lock-a", "withdrawals");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.summary())
        .contains(
            "deposits holds com.bank.Account@lock-b (taken in Transfers.begin:3) and wants"
                + " com.bank.Account@lock-a, held by withdrawals, in Transfers.transfer:7.")
        .contains("withdrawals holds com.bank.Account@lock-a");
    assertThat(finding.location())
        .containsExactly(
            new Location("com.bank.Transfers", "transfer", 7),
            new Location("com.bank.Transfers", "begin", 3));
    assertThat(finding.impact()).isEqualTo(0.5);
    assertThat(finding.fromNanos()).isEqualTo(RecordingSketch.START + 300 * SECOND);
  }

  /** The agent writes one event per thread, each with a time of its own, and again later. */
  @Test
  void sameCycleToldOfAgain_isOneFinding_sinceTheFirstLook() {
    for (double at : new double[] {100, 130, 160}) {
      deadlocked(at, "withdrawals", "b", "deposits");
      deadlocked(at + 0.001, "deposits", "a", "withdrawals");
    }
    assertThat(only().fromNanos()).isEqualTo(RecordingSketch.START + 100 * SECOND);
  }

  @Test
  void threeThreads_areToldInTheOrderOfTheirWaiting() {
    deadlocked(1, "c", "1", "a");
    deadlocked(1, "a", "2", "b");
    deadlocked(1, "b", "3", "c");
    assertThat(only().summary()).containsSubsequence("a holds", "b holds", "c holds");
  }

  @Test
  void brokenCycle_isNone() {
    deadlocked(1, "a", "2", "b");
    deadlocked(1, "b", "3", "somebody else");
    sketch.builder().event("jdk.ThreadDump");
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void threadAtOneLockInThreeDumps_warns_andTheOwnersCodeLeads() {
    stuck(100, 160, 220);
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.location().get(0)).isEqualTo(new Location("com.bank.Feed", "poll", 9));
    assertThat(finding.summary()).contains("feeder", "last 3 thread dumps");
  }

  /** As the reaper of a process whose output another thread reads for ever. */
  @Test
  void threadOfTheJdkAlone_isNoMoreThanInfo() {
    Frame reaper = frame("java.lang.ProcessImpl$ProcessPipeInputStream", "processExited", 3);
    stuck(List.of(reaper, frame("java.lang.Thread", "run", 8)), 100, 160, 220);
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.impact()).isZero();
    assertThat(finding.summary()).contains("no work of the application");
  }

  @Test
  void twoDumps_orLessThanAMinute_areTooLittle() {
    stuck(100, 160);
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
    DeadlockRuleTest quick = new DeadlockRuleTest();
    quick.stuck(100, 120, 140);
    assertThat(quick.evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void threadThatGotTheLockInBetween_isNotStuck() {
    stuck(100, 160, 220);
    RequestSketch waits = new RequestSketch(sketch.builder(), RecordingSketch.START);
    waits.waiting(
        WaitKind.MONITOR, "booker", 110 * SECOND, 130 * SECOND, ACCOUNT, "", "com.bank.A.b");
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void nobodyLooked_isNotApplicable() {
    assertThat(evaluate())
        .isInstanceOfSatisfying(
            RuleResult.NotApplicable.class,
            result -> assertThat(result.reason()).contains("jdk.ThreadDump"));
    assertThat(Rules.evaluate(new DeadlockRule(), RecordingSketch.lasting(9).build()).reason())
        .contains("Sonde's agent");
  }

  private void stuck(double... seconds) {
    stuck(List.of(frame("com.bank.Ledger", "book", 5)), seconds);
  }

  private void stuck(List<Frame> waiting, double... seconds) {
    for (double at : seconds) {
      sketch.builder().event("jdk.ThreadDump");
      sketch
          .builder()
          .blockedThread(
              new BlockedThread(
                  time(at),
                  0,
                  "booker",
                  0,
                  ACCOUNT,
                  "0x1",
                  "feeder",
                  waiting,
                  List.of(frame("java.net.Socket", "read", 1), frame("com.bank.Feed", "poll", 9)),
                  List.of()));
    }
  }

  private void deadlocked(double at, String thread, String wants, String owner) {
    sketch
        .builder()
        .blockedThread(
            new BlockedThread(
                time(at),
                1,
                thread,
                0,
                ACCOUNT,
                wants,
                owner,
                List.of(frame("com.bank.Transfers", "transfer", 7)),
                List.of(),
                List.of(frame("com.bank.Transfers", "begin", 3))));
  }

  private static long time(double seconds) {
    return RecordingSketch.START + (long) (seconds * SECOND);
  }

  private static Frame frame(String className, String method, int line) {
    return new Frame(className, method, line, FrameKind.UNKNOWN);
  }

  private RuleResult evaluate() {
    return Rules.evaluate(new DeadlockRule(), sketch.build());
  }

  private Finding only() {
    RuleResult result = evaluate();
    assertThat(result).isInstanceOf(RuleResult.Found.class);
    assertThat(((RuleResult.Found) result).findings()).hasSize(1);
    return ((RuleResult.Found) result).findings().get(0);
  }
}
