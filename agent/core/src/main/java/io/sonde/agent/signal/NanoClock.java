package io.sonde.agent.signal;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Times of System.nanoTime as times of the calendar. What lies between both is measured anew each
 * second: within that, spans keep their distances exactly. For one thread.
 */
final class NanoClock {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long measuredNanoTime;
  private long offsetNanos;

  NanoClock() {
    measure();
  }

  /** To be called before times are asked that belong together. */
  void keepUp() {
    if (System.nanoTime() - measuredNanoTime > PERIOD_NANOS) {
      measure();
    }
  }

  /** In ns since 1970. */
  long epochNanos(long nanoTime) {
    return nanoTime + offsetNanos;
  }

  private void measure() {
    measuredNanoTime = System.nanoTime();
    Instant now = Instant.now();
    offsetNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - measuredNanoTime;
  }
}
