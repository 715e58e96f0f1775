package io.sonde.agent.recorder;

import io.sonde.agent.sampler.AsyncSampler;
import io.sonde.bootstrap.AgentStateEvent;
import io.sonde.bootstrap.ClockAnchorEvent;
import io.sonde.bootstrap.SessionEvent;
import java.time.Instant;
import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;

/** Writes the recorder's own events: the session in each chunk, state and clocks at each tick. */
final class RecordingEvents {
  private final Supplier<AgentCounters> counters;
  private final Runnable sessionHook = this::commitSession;
  private final Runnable stateHook = this::commitState;
  private volatile SessionFacts session;

  RecordingEvents(SessionFacts session, Supplier<AgentCounters> counters) {
    this.session = session;
    this.counters = counters;
  }

  /** JFR calls back at the beginning and at the end of each chunk from now on. */
  void register() {
    FlightRecorder.addPeriodicEvent(SessionEvent.class, sessionHook);
    FlightRecorder.addPeriodicEvent(AgentStateEvent.class, stateHook);
  }

  void unregister() {
    FlightRecorder.removePeriodicEvent(sessionHook);
    FlightRecorder.removePeriodicEvent(stateHook);
  }

  SessionFacts session() {
    return session;
  }

  /** Whether the sampler was left to us to choose. */
  boolean automatic() {
    return session.automatic();
  }

  void session(SessionFacts changed) {
    session = changed;
    commitSession();
  }

  void commitState() {
    AgentCounters now = counters.get();
    AgentStateEvent event = new AgentStateEvent();
    event.probeCalls = now.probeCalls();
    event.instrumentedMethods = now.instrumentedMethods();
    event.failedClasses = now.failedClasses();
    event.suppressedErrors = now.suppressedErrors();
    event.droppedSlowCalls = now.droppedSlowCalls();
    AgentCounters.Overhead overhead = now.overhead();
    event.budgetNanos = overhead.budgetNanos();
    event.estimatedCostNanos = overhead.costNanos();
    event.leastCostNanos = overhead.leastNanos();
    event.throttledMethods = overhead.throttledMethods();
    event.turnedDown = overhead.turnedDown();
    event.settings = session.settings();
    event.commit();
  }

  /** The event's start time is JFR's reading, taken by begin() between two of the profiler's. */
  void commitClocks() {
    if (!session.sampler().usesAsyncProfiler()) {
      return;
    }
    ClockAnchorEvent event = new ClockAnchorEvent();
    long before = AsyncSampler.ticks();
    event.begin();
    Instant now = Instant.now();
    long after = AsyncSampler.ticks();
    long frequency = AsyncSampler.ticksPerSecond();
    event.profilerTicks = before + (after - before) / 2;
    event.profilerTicksPerSecond = frequency;
    event.epochNanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    event.uncertaintyNanos = (long) ((after - before) * (1e9 / frequency));
    event.commit();
  }

  private void commitSession() {
    session.commit();
  }
}
