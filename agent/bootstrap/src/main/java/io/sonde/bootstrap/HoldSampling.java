package io.sonde.bootstrap;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Chooses which connections' closing gets a stack trace: one for each 100 ms that connections of
 * the pool were held, so that code has its share of stack traces by the time that it holds, and
 * what holds for 100 ms has one each time.
 */
final class HoldSampling {
  /** What users notice (Nielsen 1993), and what the analyzer takes for long. */
  private static final long INTERVAL_NANOS = 100_000_000L;

  /** Stack traces of one pool per second; our choice. */
  private static final int MOST_PER_SECOND = 20;

  private final AtomicLong held = new AtomicLong();
  private final SecondBudget budget = new SecondBudget(MOST_PER_SECOND);

  /**
   * To be asked for each connection that is closed.
   *
   * @param nanos that it was held
   * @param now nanoTime
   */
  boolean isDue(long nanos, long now) {
    long sum = held.addAndGet(nanos);
    return sum / INTERVAL_NANOS != (sum - nanos) / INTERVAL_NANOS && budget.take(now);
  }
}
