package io.sonde.bootstrap;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Writes sonde.SlowCall, at most so many per second; the others are counted. Off the hot path. */
public final class SlowCalls {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private static final AtomicLong WINDOW_START = new AtomicLong(System.nanoTime());
  private static final AtomicInteger IN_WINDOW = new AtomicInteger();
  private static final AtomicLong DROPPED = new AtomicLong();

  private static volatile int perSecond = Integer.MAX_VALUE;

  private SlowCalls() {}

  public static void setPerSecond(int limit) {
    perSecond = limit;
  }

  /** Slow calls that were too many for one second, or too early for JFR's clock to be known. */
  public static long dropped() {
    return DROPPED.get();
  }

  /** To be called now and then while a recording runs. */
  public static void recordingRuns() {
    PastStart.calibrate();
  }

  static void record(int method, long startNanoTime, long elapsedNanos) {
    if (method == ProbeRehearsal.NOBODY) {
      return;
    }
    SlowCallEvent event = new SlowCallEvent();
    if (!event.isEnabled()) {
      return;
    }
    if (!admit(startNanoTime + elapsedNanos) || !PastStart.begin(event, elapsedNanos)) {
      DROPPED.incrementAndGet();
      return;
    }
    MethodTable.TimedMethod names = MethodTable.method(method);
    event.className = names.className();
    event.methodName = names.methodName();
    event.commit();
  }

  private static boolean admit(long now) {
    long start = WINDOW_START.get();
    if (now - start >= SECOND_NANOS && WINDOW_START.compareAndSet(start, now)) {
      IN_WINDOW.set(0);
    }
    return IN_WINDOW.incrementAndGet() <= perSecond;
  }
}
