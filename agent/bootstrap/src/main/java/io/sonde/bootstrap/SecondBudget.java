package io.sonde.bootstrap;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** So many events a second, and no more. */
final class SecondBudget {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final int perSecond;
  private final AtomicLong windowStart = new AtomicLong(System.nanoTime());
  private final AtomicInteger inWindow = new AtomicInteger();

  SecondBudget(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Whether one more may be written. */
  boolean take(long nowNanoTime) {
    long begun = windowStart.get();
    if (nowNanoTime - begun >= SECOND_NANOS && windowStart.compareAndSet(begun, nowNanoTime)) {
      inWindow.set(0);
    }
    return inWindow.incrementAndGet() <= perSecond;
  }
}
