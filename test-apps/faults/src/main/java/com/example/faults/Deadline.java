package com.example.faults;

import java.time.Duration;

/** When a fault's program ends. */
public final class Deadline {
  private final long endNanos;

  Deadline(Duration time) {
    this.endNanos = System.nanoTime() + time.toNanos();
  }

  public boolean isOver() {
    return System.nanoTime() - endNanos >= 0;
  }

  /** Sleeps, but not beyond the end. */
  public void pause(Duration time) throws InterruptedException {
    long left = endNanos - System.nanoTime();
    if (left > 0) {
      Thread.sleep(Math.max(1, Math.min(time.toMillis(), left / 1_000_000)));
    }
  }
}
