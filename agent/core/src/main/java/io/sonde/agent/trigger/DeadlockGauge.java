package io.sonde.agent.trigger;

import io.sonde.agent.recorder.DeadlockWatch;
import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;

/** Number of threads that wait for each other for ever. */
final class DeadlockGauge implements Gauge {
  @Override
  public OptionalDouble look(long now) {
    if (!DeadlockWatch.someAreBlocked()) { // asking for cycles stops all threads
      return OptionalDouble.of(0);
    }
    long[] threads = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    return OptionalDouble.of(threads == null ? 0 : threads.length);
  }
}
