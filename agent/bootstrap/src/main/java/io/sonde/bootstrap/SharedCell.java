package io.sonde.bootstrap;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One method's counters for all threads without cells of their own. Atomic and therefore exact, but
 * dearer; threads are spread over stripes so that they seldom meet.
 */
final class SharedCell extends MethodCell {
  private static final int STRIPES = 4;
  private static final int COUNT = 0;
  private static final int TOTAL = 1;

  /** Longs of a stripe's counters, so that no two stripes share a cache line. */
  private static final int PADDED_LENGTH = 16;

  private final AtomicLongArray[] counters = new AtomicLongArray[STRIPES];
  private final SharedBuckets[] buckets = new SharedBuckets[STRIPES];

  private final AtomicLong max = new AtomicLong();

  SharedCell(int method, int stride) {
    super(method, stride);
    for (int i = 0; i < STRIPES; i++) {
      counters[i] = new AtomicLongArray(PADDED_LENGTH);
      buckets[i] = new SharedBuckets();
    }
  }

  @Override
  public long before() {
    return NestedTotals.get(method);
  }

  @Override
  public long begin() {
    long number = counters[stripe()].getAndIncrement(COUNT);
    return stride == 1
            || (stride != TimingMode.COUNT_ONLY && Math.floorMod(scrambled(number), stride) == 0)
        ? System.nanoTime()
        : MethodProbe.UNTIMED;
  }

  @Override
  public void end(long start, long before) {
    long elapsed = System.nanoTime() - start;
    int stripe = stripe();
    counters[stripe].getAndAdd(TOTAL, before + elapsed - NestedTotals.get(method));
    NestedTotals.set(method, before + elapsed);
    buckets[stripe].add(elapsed);
    long longest = max.get();
    while (elapsed > longest && !max.compareAndSet(longest, elapsed)) {
      longest = max.get();
    }
    reportIfSlow(start, elapsed);
  }

  /** Calls counted so far. */
  long count() {
    long sum = 0;
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      sum += counters[stripe].get(COUNT);
    }
    return sum;
  }

  /** Adds these counts to a method's totals; takes the maximum and starts the next period's. */
  void addTo(MethodTotals totals) {
    totals.seeMax(max.getAndSet(0));
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      totals.count += counters[stripe].get(COUNT);
      totals.totalNanos += counters[stripe].get(TOTAL);
      buckets[stripe].addTo(totals);
    }
  }

  private static int stripe() {
    return System.identityHashCode(Thread.currentThread()) & (STRIPES - 1);
  }

  /** Fibonacci hashing: the timed calls lie at irregular distances. */
  private static long scrambled(long number) {
    return (number * 0x9E37_79B9_7F4A_7C15L) >>> 17;
  }
}
