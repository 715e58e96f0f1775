package io.sonde.agent.trigger;

import io.sonde.agent.recorder.DeadlockWatch;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;

/** Number of threads that wait for each other for ever. */
final class DeadlockGauge implements Gauge {
  private final Set<Long> blocked = new HashSet<>();

  @Override
  public OptionalDouble look(long now) {
    // Asking for cycles stops all threads, and those that wait for a lock for less are many.
    if (!DeadlockWatch.someStayBlocked(blocked)) {
      return OptionalDouble.of(0);
    }
    long[] threads = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    return OptionalDouble.of(threads == null ? 0 : threads.length);
  }
}
