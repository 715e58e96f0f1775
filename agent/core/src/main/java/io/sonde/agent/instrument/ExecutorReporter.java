package io.sonde.agent.instrument;

import io.sonde.bootstrap.AgentLog;
import io.sonde.bootstrap.ExecutorStateEvent;
import io.sonde.bootstrap.ExecutorsSeen;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** Writes sonde.ExecutorState. */
final class ExecutorReporter {
  /** What was last told of an executor. */
  private static final class Told {
    private final int number;
    private long completed;

    private Told(int number) {
      this.number = number;
    }
  }

  /** Executors have no equality of their own. */
  private final Map<Object, Told> told = new WeakHashMap<>();

  private long previousNanoTime = System.nanoTime();
  private int executors;
  private boolean complained;

  synchronized void report() {
    List<Object> seen = ExecutorsSeen.all();
    if (seen.isEmpty() || !new ExecutorStateEvent().isEnabled()) {
      return;
    }
    long now = System.nanoTime();
    for (Object executor : seen) {
      ExecutorGauges gauges = read(executor);
      if (gauges != null) {
        write(executor, gauges, now - previousNanoTime);
      }
    }
    previousNanoTime = now;
  }

  private @Nullable ExecutorGauges read(Object executor) {
    try {
      return ExecutorGauges.of(executor);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError other) {
      if (!complained) {
        complained = true;
        String name = executor.getClass().getName();
        AgentLog.say("the state of " + name + " cannot be read: " + other + ".");
      }
      return null;
    }
  }

  private void write(Object executor, ExecutorGauges gauges, long periodNanos) {
    Told before = told.computeIfAbsent(executor, added -> new Told(++executors));
    ExecutorStateEvent event = new ExecutorStateEvent();
    event.executorClass = executor.getClass().getName();
    event.executor =
        gauges.name().isEmpty() ? event.executorClass + "#" + before.number : gauges.name();
    event.active = gauges.active();
    event.idle = gauges.idle();
    event.core = gauges.core();
    event.limit = gauges.limit();
    event.queued = gauges.queued();
    event.queueRemaining = gauges.queueRemaining();
    event.completed = gauges.completed() < 0 ? -1 : gauges.completed() - before.completed;
    event.periodNanos = periodNanos;
    event.commit();
    before.completed = gauges.completed();
  }
}
