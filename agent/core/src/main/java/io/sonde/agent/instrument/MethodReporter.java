package io.sonde.agent.instrument;

import io.sonde.bootstrap.AgentLog;
import io.sonde.bootstrap.MethodTable;
import io.sonde.bootstrap.MethodTimingEvent;
import io.sonde.bootstrap.MethodTotals;
import io.sonde.bootstrap.SlowCalls;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Writes sonde.MethodTiming: each period by a thread of its own, and whenever JFR ends a chunk,
 * which includes its last one while the JVM shuts down. Counters only grow; an event holds the
 * difference to the event before.
 */
final class MethodReporter {
  private final TransformFailures failures;
  private final Runnable chunkEnd = this::reportAll;
  private Map<Integer, MethodTotals> previous = new HashMap<>();
  private long previousNanoTime = System.nanoTime();
  private long calls;
  private @Nullable Thread thread;

  MethodReporter(TransformFailures failures) {
    this.failures = failures;
  }

  /**
   * @param periodNanos time between two events of a method
   */
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

  /**
   * Writes an event per method called since the last report. Without a recording it only gives the
   * memory of dead threads back; what they counted stands in the next events.
   */
  synchronized void report() {
    Map<Integer, MethodTotals> current = MethodTable.endPeriod();
    if (!new MethodTimingEvent().isEnabled()) {
      return;
    }
    SlowCalls.recordingRuns();
    long now = System.nanoTime();
    long sum = 0;
    for (Map.Entry<Integer, MethodTotals> method : current.entrySet()) {
      MethodDelta delta = new MethodDelta(method.getValue(), previous.get(method.getKey()));
      sum += method.getValue().count();
      if (!delta.isEmpty()) {
        delta.write(MethodTable.method(method.getKey()), now - previousNanoTime);
      }
    }
    calls = sum;
    previous = current;
    previousNanoTime = now;
  }

  synchronized long calls() {
    return calls;
  }

  /** Writes all that is not written yet. */
  void reportAll() {
    report();
    failures.write();
  }

  private void run(long periodNanos) {
    try {
      while (true) {
        SlowCalls.recordingRuns();
        failures.write();
        TimeUnit.NANOSECONDS.sleep(periodNanos);
        report();
      }
    } catch (InterruptedException stopped) {
      // timing has been uninstalled
    } catch (Throwable failure) {
      AgentLog.say("method timing is no longer reported: " + failure + ".");
    }
  }
}
