package io.sonde.agent.instrument;

import io.sonde.bootstrap.MethodTable;
import io.sonde.bootstrap.MethodTable.CountedAs;
import io.sonde.bootstrap.MethodTable.TimedMethod;
import io.sonde.bootstrap.MethodTimingEvent;
import io.sonde.bootstrap.MethodTotals;
import io.sonde.bootstrap.SlowCalls;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes sonde.MethodTiming. Counters only grow; an event holds the difference to the event before.
 */
final class MethodReporter {
  private Map<CountedAs, MethodTotals> previous = new HashMap<>();
  private long previousNanoTime = System.nanoTime();
  private long calls;

  /**
   * Writes an event per method and stride called since the last report. Without a recording it only
   * gives the memory of dead threads back; what they counted stands in the next events.
   */
  synchronized void report() {
    if (MethodTable.size() == 0) {
      return;
    }
    Map<CountedAs, MethodTotals> current = MethodTable.endPeriod();
    if (!new MethodTimingEvent().isEnabled()) {
      return;
    }
    SlowCalls.recordingRuns();
    long now = System.nanoTime();
    long sum = 0;
    for (Map.Entry<CountedAs, MethodTotals> calls : current.entrySet()) {
      LatencyDelta delta = new LatencyDelta(calls.getValue(), previous.get(calls.getKey()));
      sum += calls.getValue().count();
      if (!delta.isEmpty()) {
        write(calls.getKey(), delta, now - previousNanoTime);
      }
    }
    this.calls = sum;
    previous = current;
    previousNanoTime = now;
  }

  synchronized long calls() {
    return calls;
  }

  private static void write(CountedAs as, LatencyDelta delta, long periodNanos) {
    TimedMethod method = MethodTable.method(as.method());
    MethodTimingEvent event = new MethodTimingEvent();
    event.className = method.className();
    event.methodName = method.methodName();
    event.descriptor = method.descriptor();
    event.count = delta.count();
    event.timedCount = delta.timedCount();
    event.stride = as.stride();
    event.totalNanos = delta.totalNanos();
    event.maxNanos = delta.maxNanos();
    event.p50Nanos = delta.percentile(50);
    event.p90Nanos = delta.percentile(90);
    event.p99Nanos = delta.percentile(99);
    event.p999Nanos = delta.percentile(99.9);
    event.histogram = delta.encoded();
    event.periodNanos = periodNanos;
    event.commit();
  }
}
