package io.sonde.agent.instrument;

import io.sonde.bootstrap.AgentLog;
import io.sonde.bootstrap.AgentStateEvent;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Has what was counted written: each period by a thread of its own, and whenever JFR ends a chunk,
 * which includes its last one while the JVM shuts down.
 */
final class PeriodicReports {
  private final Runnable counts;
  private final Runnable others;
  private final Runnable chunkEnd = this::reportAll;
  private @Nullable Thread thread;

  /**
   * @param counts writes what was counted since it was last called
   * @param others does what is due now and then while a recording runs
   */
  PeriodicReports(Runnable counts, Runnable others) {
    this.counts = counts;
    this.others = others;
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
    // Outside our lock: JFR holds its own when it calls back. The event stands for the end of a
    // chunk and is known to JFR anyway: each class more delays programs in which nothing is timed.
    FlightRecorder.addPeriodicEvent(AgentStateEvent.class, chunkEnd);
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
    others.run();
  }

  private void run(long periodNanos) {
    try {
      while (true) {
        others.run();
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
