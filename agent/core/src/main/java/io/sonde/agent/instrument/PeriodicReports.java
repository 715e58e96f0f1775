package io.sonde.agent.instrument;

import io.sonde.bootstrap.AgentLog;
import io.sonde.bootstrap.MethodTimingEvent;
import io.sonde.bootstrap.SlowCalls;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Has what was counted written: each period by a thread of its own, and whenever JFR ends a chunk,
 * which includes its last one while the JVM shuts down.
 */
final class PeriodicReports {
  private final Runnable counts;
  private final Runnable failures;
  private final Runnable chunkEnd = this::reportAll;
  private @Nullable Thread thread;

  /**
   * @param counts writes what was counted since it was last called
   * @param failures writes which classes could not be transformed since it was last called
   */
  PeriodicReports(Runnable counts, Runnable failures) {
    this.counts = counts;
    this.failures = failures;
  }

  void start(long periodNanos) {
    Thread started = new Thread(null, () -> run(periodNanos), "sonde-timing", 0, false);
    started.setDaemon(true);
    synchronized (this) {
      if (thread != null) {
        return;
      }
      thread = started;
    }
    // Outside our lock: JFR holds its own when it calls back.
    FlightRecorder.addPeriodicEvent(MethodTimingEvent.class, chunkEnd);
    started.start();
  }

  void stop() {
    Thread running;
    synchronized (this) {
      running = thread;
      thread = null;
    }
    if (running != null) {
      running.interrupt();
      FlightRecorder.removePeriodicEvent(chunkEnd);
    }
  }

  /** Writes all that is not written yet. */
  void reportAll() {
    counts.run();
    failures.run();
  }

  private void run(long periodNanos) {
    try {
      while (true) {
        SlowCalls.recordingRuns();
        failures.run();
        TimeUnit.NANOSECONDS.sleep(periodNanos);
        counts.run();
      }
    } catch (InterruptedException stopped) {
      // the probes have been taken out
    } catch (Throwable failure) {
      AgentLog.say("method timing and routes are no longer reported: " + failure + ".");
    }
  }
}
