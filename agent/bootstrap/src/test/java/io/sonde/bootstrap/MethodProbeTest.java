package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.bootstrap.MethodTable.CountedAs;
import io.sonde.bootstrap.MethodTable.TimedMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MethodProbeTest {
  private static final int THREADS = 8;
  private static final int CALLS = 50_000;

  @AfterEach
  void restoreDefaults() {
    TimingMode.setStride(1);
    MethodTable.setBudgetBytes(Long.MAX_VALUE);
  }

  @Test
  void threads_thatCountWhileAnotherReads_allCallsExact() throws Exception {
    int method = number("concurrent");
    AtomicBoolean done = new AtomicBoolean();
    List<Long> seen = new ArrayList<>();
    Thread reader =
        new Thread(
            () -> {
              while (!done.get()) {
                seen.add(count(total(method)));
              }
            });
    reader.start();
    callInThreads(method);
    done.set(true);
    reader.join();

    assertThat(seen).isSorted();
    assertTotals(method, THREADS * CALLS);
  }

  @Test
  void threads_beyondTheBudget_shareCellsAndStayExact() throws Exception {
    int method = number("shared");
    MethodTable.setBudgetBytes(0);
    callInThreads(method);
    assertTotals(method, THREADS * CALLS);
  }

  @Test
  void deadThreads_memoryGivenBack_countsKept() throws Exception {
    int method = number("dead");
    MethodTable.endPeriod();
    long before = MethodTable.chargedBytes();
    callInThreads(method);
    assertThat(MethodTable.chargedBytes()).isGreaterThan(before);

    MethodTable.endPeriod();

    assertThat(MethodTable.chargedBytes()).isEqualTo(before);
    assertTotals(method, THREADS * CALLS);
  }

  @Test
  void threadWithoutItsThreadLocals_findsItsCellsAgain() throws Exception {
    int method = number("forgetful");
    List<MethodCell> seen = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              seen.add(ThreadRegistry.of(Thread.currentThread()).add(method));
              seen.add(ThreadRegistry.of(Thread.currentThread()).add(method));
            });
    thread.start();
    thread.join();
    assertThat(seen.get(1)).isSameAs(seen.get(0));
  }

  /** On JDK 25 an idle worker of the common pool loses its thread locals each time. */
  @Test
  void workersOfTheCommonPool_goingIdle_takeNoMoreMemory() throws Exception {
    int method = number("pooled");
    long before = ThreadRegistry.snapshot().size();
    for (int i = 0; i < 50; i++) {
      CountDownLatch called = new CountDownLatch(1);
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                call(method);
                called.countDown();
              });
      called.await();
      TimeUnit.MILLISECONDS.sleep(2); // lets the worker go idle; nothing depends on how long
    }
    assertThat(ThreadRegistry.snapshot().size() - before)
        .isLessThanOrEqualTo(ForkJoinPool.getCommonPoolParallelism() + 1L);
    assertTotals(method, 50);
  }

  @Test
  void stopBetweenTwoCalls_countsStartOver() {
    int method = number("stopped");
    call(method);
    call(method);
    MethodTable.clear();
    call(method);
    assertTotals(method, 1);
    assertThat(MethodTable.chargedBytes()).isPositive();
  }

  @Test
  void cellKeptBeyondAStop_countsForNobody() {
    int method = number("onTheStack");
    MethodCell cell = MethodProbe.cell(method);
    long before = cell.before();
    long start = cell.begin();
    MethodTable.clear();
    cell.end(start, before);
    assertThat(total(method)).isNull();
    assertThat(MethodTable.chargedBytes()).isZero();
  }

  @Test
  void recursion_ownCells_totalCountsOutermostOnly() {
    assertRecursionCountedOnce(number("recursion"));
  }

  @Test
  void recursion_sharedCells_totalCountsOutermostOnly() {
    MethodTable.setBudgetBytes(0);
    assertRecursionCountedOnce(number("sharedRecursion"));
  }

  @Test
  void oneInN_countsExact_aboutOneInNTimed() {
    int method = number("sampled");
    TimingMode.setStride(64);
    for (int i = 0; i < 640_000; i++) {
      call(method);
    }
    MethodTotals totals = total(method);

    assertThat(totals.count()).isEqualTo(640_000);
    assertThat(timed(totals)).isBetween(9_000L, 11_000L);
  }

  @Test
  void oneInN_sharedCells_countsExact_aboutOneInNTimed() {
    int method = number("sharedSampled");
    TimingMode.setStride(64);
    MethodTable.setBudgetBytes(0);
    for (int i = 0; i < 640_000; i++) {
      call(method);
    }
    MethodTotals totals = total(method);

    assertThat(totals.count()).isEqualTo(640_000);
    assertThat(timed(totals)).isBetween(9_000L, 11_000L);
  }

  @Test
  void strideChanged_ownCells_eachCallCountsUnderOneStride() throws Exception {
    assertStrideChangeKeepsCounts(number("changed"));
  }

  @Test
  void strideChanged_sharedCells_eachCallCountsUnderOneStride() throws Exception {
    MethodTable.setBudgetBytes(0);
    assertStrideChangeKeepsCounts(number("sharedChanged"));
  }

  /** Threads call without pause while the stride goes round; all of a stride's calls are timed. */
  private static void assertStrideChangeKeepsCounts(int method) throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread governor =
        new Thread(
            () -> {
              int[] strides = {64, TimingMode.COUNT_ONLY, 1, 1_024};
              for (int i = 0; !done.get(); i++) {
                MethodTable.setStride(method, strides[i % strides.length]);
              }
            });
    governor.start();
    callInThreads(method);
    done.set(true);
    governor.join();

    Map<CountedAs, MethodTotals> totals = MethodTable.endPeriod();
    long sum = 0;
    for (int stride : new int[] {1, 64, 1_024, TimingMode.COUNT_ONLY}) {
      MethodTotals as = totals.get(new CountedAs(method, stride));
      if (as != null) {
        sum += as.count();
        assertThat(timed(as)).isLessThanOrEqualTo(as.count());
      }
    }
    MethodTotals exact = totals.get(new CountedAs(method, 1));
    assertThat(sum).isEqualTo((long) THREADS * CALLS);
    assertThat(MethodTable.counts()[method]).isEqualTo((long) THREADS * CALLS);
    assertThat(exact == null ? 0 : timed(exact)).isEqualTo(count(exact));
    MethodTotals counted = totals.get(new CountedAs(method, TimingMode.COUNT_ONLY));
    assertThat(counted == null ? 0 : timed(counted)).isZero();
  }

  /**
   * Calls get a thousand times slower when the stride changes, in the middle of a period: the sum
   * over strides of total × count / timed is right, where one quotient of both would not be.
   */
  @Test
  void strideChangedAmidPeriod_estimatedTotalIsUnbiased() {
    int method = number("unbiased");
    for (int i = 0; i < 64_000; i++) {
      callOf(method, 1_000);
    }
    MethodTable.setStride(method, 64);
    for (int i = 0; i < 640_000; i++) {
      callOf(method, 1_000_000);
    }
    Map<CountedAs, MethodTotals> totals = MethodTable.endPeriod();
    MethodTotals exact = totals.get(new CountedAs(method, 1));
    MethodTotals sampled = totals.get(new CountedAs(method, 64));
    assertThat(exact.count()).isEqualTo(64_000);
    assertThat(sampled.count()).isEqualTo(640_000);
    double estimate =
        exact.totalNanos() + sampled.totalNanos() * (double) sampled.count() / timed(sampled);
    double truth = 64_000 * 1e3 + 640_000 * 1e6;
    // Of a constant duration the quotient is exact; what the call itself takes, and interruptions,
    // add a little.
    assertThat(estimate).isBetween(truth, 1.2 * truth);
    double pooled =
        (exact.totalNanos() + sampled.totalNanos()) * 704_000.0 / (timed(exact) + timed(sampled));
    assertThat(pooled).as("the mistake that this guards against").isLessThan(0.2 * truth);
  }

  /** A thread's first call is as likely to be timed as any other, however few it makes. */
  @Test
  void fewCallsPerThread_oneInN_areTimedNoMoreOften() {
    int method = number("few");
    TimingMode.setStride(64);
    ThreadCells owner = new ThreadCells(Thread.currentThread());
    int timed = 0;
    for (int i = 0; i < 64_000; i++) {
      timed += new ThreadCell(method, 64, owner).begin() == MethodProbe.UNTIMED ? 0 : 1;
    }
    assertThat(timed).isBetween(800, 1_200);
  }

  /** As if the call had taken that long. */
  private static void callOf(int method, long nanos) {
    MethodCell cell = MethodProbe.cell(method);
    long before = cell.before();
    long start = cell.begin();
    if (start != MethodProbe.UNTIMED) {
      cell.end(start - nanos, before);
    }
  }

  @Test
  void maximum_eachPeriod_isThatPeriodsOwn() {
    int method = number("maximum");
    MethodCell cell = MethodProbe.cell(method);
    cell.end(System.nanoTime() - 5_000_000_000L, cell.before());
    assertThat(total(method).maxNanos()).isGreaterThan(4_900_000_000L);

    call(method);

    assertThat(total(method).maxNanos()).isLessThan(4_900_000_000L);
    assertThat(total(method).maxNanos()).isZero();
  }

  @Test
  void number_sameNames_sameNumber() {
    assertThat(number("again")).isEqualTo(number("again"));
  }

  private static void assertRecursionCountedOnce(int method) {
    long start = System.nanoTime();
    recurse(method, 200);
    long elapsed = System.nanoTime() - start;
    MethodTotals totals = total(method);

    assertThat(totals.count()).isEqualTo(200);
    assertThat(timed(totals)).isEqualTo(200);
    assertThat(totals.totalNanos()).isBetween(totals.maxNanos(), elapsed);
  }

  private static void recurse(int method, int depth) {
    MethodCell cell = MethodProbe.cell(method);
    long before = cell.before();
    long start = cell.begin();
    if (depth > 1) {
      recurse(method, depth - 1);
    }
    cell.end(start, before);
  }

  private static void callInThreads(int method) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < CALLS; i++) {
                  call(method);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void call(int method) {
    MethodCell cell = MethodProbe.cell(method);
    long before = cell.before();
    long start = cell.begin();
    if (start != MethodProbe.UNTIMED) {
      cell.end(start, before);
    }
  }

  private static void assertTotals(int method, long calls) {
    MethodTotals totals = total(method);
    assertThat(totals.count()).isEqualTo(calls);
    assertThat(timed(totals)).isEqualTo(calls);
    assertThat(totals.totalNanos()).isPositive();
  }

  private static long timed(MethodTotals totals) {
    long sum = 0;
    for (int octave = 0; octave < LatencyBuckets.OCTAVES; octave++) {
      for (int bucket = 0; bucket < LatencyBuckets.SUB_BUCKETS; bucket++) {
        sum += totals.calls(octave, bucket);
      }
    }
    return sum;
  }

  private static MethodTotals total(int method) {
    return MethodTable.endPeriod().get(new CountedAs(method, MethodTable.stride(method)));
  }

  private static long count(MethodTotals totals) {
    return totals == null ? 0 : totals.count();
  }

  private static int number(String name) {
    return MethodTable.number(new TimedMethod("com.shop.Cart", name, "()V"));
  }
}
