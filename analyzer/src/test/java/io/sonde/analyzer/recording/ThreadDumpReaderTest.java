package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.BlockedThread;
import io.sonde.analyzer.model.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadDumpReaderTest {
  private static final String THREADS =
      """
      2026-11-27 20:00:00
      Full thread dump OpenJDK 64-Bit Server VM (17.0.15+6 mixed mode, sharing):

      "main" #1 prio=5 os_prio=0 cpu=80.11ms elapsed=9.01s tid=0x01 nid=0x1 waiting on condition  [0x02]
         java.lang.Thread.State: TIMED_WAITING (sleeping)
      \tat java.lang.Thread.sleep(java.base@17.0.15/Native Method)
      \tat com.bank.Main.main(Main.java:12)
      \t- locked <0x00000000e0000030> (a com.bank.Ledger)

      "booker \\"x\\"" #21 prio=5 os_prio=0 cpu=0.11ms elapsed=9.01s tid=0x01 nid=0x1 waiting for monitor entry  [0x02]
         java.lang.Thread.State: BLOCKED (on object monitor)
      \tat com.bank.Ledger.book(Ledger.java:40)
      \t- waiting to lock <0x00000000e0000030> (a com.bank.Ledger)
      \tat java.lang.Thread.run(java.base@17.0.15/Thread.java:840)

      "parker" #22 prio=5 os_prio=0 cpu=0.11ms elapsed=9.01s tid=0x01 nid=0x1 waiting on condition  [0x02]
         java.lang.Thread.State: WAITING (parking)
      \tat jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)
      \t- parking to wait for  <0x00000000e0000040> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)
      \tat com.bank.Ledger.sum(Ledger.java:50)

      "idle" #23 prio=5 os_prio=0 cpu=0.11ms elapsed=9.01s tid=0x01 nid=0x1 waiting on condition  [0x02]
         java.lang.Thread.State: WAITING (parking)
      \tat jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)
      \t- parking to wait for  <0x00000000e0000050> (a java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject)

      """;

  private static final String DEADLOCK =
      """

      Found one Java-level deadlock:
      =============================
      "withdrawals":
        waiting to lock monitor 0x00007f0c4c003f50 (object 0x00000000e0a1b2c8, a com.bank.Account),
        which is held by "deposits"

      "deposits":
        waiting for ownable synchronizer 0x00000000e0a1b2d8, (a java.util.concurrent.locks.ReentrantLock$NonfairSync),
        which is held by "withdrawals"

      Java stack information for the threads listed above:
      ===================================================
      "withdrawals":
      \tat com.bank.Transfers.transfer(Transfers.java:31)
      \t- waiting to lock <0x00000000e0a1b2c8> (a com.bank.Account)
      \tat java.lang.Thread.run(java.base@17.0.15/Thread.java:840)
      "deposits":
      \tat jdk.internal.misc.Unsafe.park(java.base@17.0.15/Native Method)
      \t- parking to wait for  <0x00000000e0a1b2d8> (a java.util.concurrent.locks.ReentrantLock$NonfairSync)
      \tat com.bank.Transfers.lockBoth(Transfers.java:60)
      \tat com.bank.Transfers.transfer(Transfers.java:31)
      \t- locked <0x00000000e0a1b2c8> (a com.bank.Account)

      Found 1 deadlock.

      """;

  @Test
  void threadsAtLocks_areRead_withWhoHoldsThem_andOthersAreNot() {
    List<BlockedThread> threads = read(THREADS);
    assertThat(threads)
        .extracting(BlockedThread::thread)
        .containsExactly("booker \\\"x\\\"", "parker");
    BlockedThread booker = threads.get(0);
    assertThat(booker.threadId()).isEqualTo(21);
    assertThat(booker.deadlock()).isZero();
    assertThat(booker.lockClass()).isEqualTo("com.bank.Ledger");
    assertThat(booker.owner()).isEqualTo("main");
    assertThat(booker.stack())
        .extracting(Frame::displayName)
        .containsExactly("com.bank.Ledger.book", "java.lang.Thread.run");
    assertThat(booker.stack().get(0).line()).isEqualTo(40);
    assertThat(booker.ownerStack()).extracting(Frame::displayName).contains("com.bank.Main.main");
    assertThat(threads.get(1).owner()).isEmpty();
  }

  @Test
  void generatedClasses_andModules_haveTheNamesThatOtherStacksHave() {
    assertThat(
            new FrameLines()
                .frames(
                    """
                    java.lang.ProcessImpl$$Lambda$11/0x00007f367c3e7540.apply(java.base@17.0.15/Unknown Source)
                    com.bank.Main$$Lambda/0x00007f367c3e7540.run(Unknown Source)
                    com.bank.Main$$Lambda$12/800066992.run(Unknown Source)
                    java.base@17.0.15/java.lang.ProcessImpl$$Lambda$11/0x00007f36.apply(Unknown Source)
                    app//com.bank.Ledger.book(Ledger.java:40)"""))
        .extracting(Frame::displayName)
        .containsExactly(
            "java.lang.ProcessImpl$$Lambda.apply",
            "com.bank.Main$$Lambda.run",
            "com.bank.Main$$Lambda.run",
            "java.lang.ProcessImpl$$Lambda.apply",
            "com.bank.Ledger.book");
  }

  @Test
  void deadlock_isRead_withMonitorsAndLocks() {
    List<BlockedThread> threads = read(THREADS + DEADLOCK);
    assertThat(threads).filteredOn(each -> each.deadlock() == 1).hasSize(2);
    BlockedThread withdrawals = threads.get(0);
    assertThat(withdrawals.thread()).isEqualTo("withdrawals");
    assertThat(withdrawals.owner()).isEqualTo("deposits");
    assertThat(withdrawals.lockClass()).isEqualTo("com.bank.Account");
    BlockedThread deposits = threads.get(1);
    assertThat(deposits.lockClass()).endsWith("ReentrantLock$NonfairSync");
    assertThat(deposits.heldAt()).extracting(Frame::line).containsExactly(31);
  }

  @Test
  void twoDeadlocks_haveTwoNumbers() {
    assertThat(read(THREADS + DEADLOCK + DEADLOCK))
        .extracting(BlockedThread::deadlock)
        .contains(1, 2);
  }

  @Test
  void cutOrOddText_givesWhatItHolds() {
    String all = THREADS + DEADLOCK;
    for (int end = 0; end <= all.length(); end += 7) {
      assertThat(read(all.substring(0, end))).isNotNull();
    }
    assertThat(read("")).isEmpty();
    assertThat(read("\"x\" #99999999999999999999 \n\t- waiting to lock <0x1> (a B)\n")).hasSize(1);
  }

  private static List<BlockedThread> read(String dump) {
    return ThreadDumpReader.read(dump, 5, new FrameLines());
  }
}
