package io.sonde.bootstrap;

import java.util.concurrent.atomic.AtomicLong;

/** Errors of the agent's own advice: they never reach the application, and never go unseen. */
public final class ProbeErrors {
  /** Errors that are printed at once; later ones are printed at every power of two. */
  private static final int PRINTED_AT_ONCE = 3;

  private static final AtomicLong SUPPRESSED = new AtomicLong();

  private ProbeErrors() {}

  /** Called by advice in place of the error's way into the application. */
  public static void suppressed(Throwable error) {
    if (error instanceof StackOverflowError) {
      return; // the application's own overflow, met while the probe was on top of the stack
    }
    try {
      long number = SUPPRESSED.incrementAndGet();
      if (number <= PRINTED_AT_ONCE || Long.bitCount(number) == 1) {
        AgentLog.say("suppressed error no. " + number + " of a probe: " + error + at(error) + ".");
      }
    } catch (Throwable ignored) {
      // Counting must not do what suppressing is there to prevent.
    }
  }

  /** Errors since the JVM started. */
  public static long count() {
    return SUPPRESSED.get();
  }

  private static String at(Throwable error) {
    StackTraceElement[] trace = error.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }
}
