package io.sonde.analyzer.recording;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registry: which events become facts. All others are counted only. */
final class EventSinks {
  private static final Map<String, EventSink.Factory> BY_TYPE = new HashMap<>();

  static {
    SampleSinks.addTo(BY_TYPE);
    LockSinks.addTo(BY_TYPE);
    GcSinks.addTo(BY_TYPE);
    JvmSinks.addTo(BY_TYPE);
    FlagFacts.addTo(BY_TYPE);
    RecorderSinks.addTo(BY_TYPE);
    AgentSinks.addTo(BY_TYPE);
    RequestSinks.addTo(BY_TYPE);
    WaitSinks.addTo(BY_TYPE);
    SqlSinks.addTo(BY_TYPE);
    HttpSinks.addTo(BY_TYPE);
    PoolSinks.addTo(BY_TYPE);
    ExecutorSinks.addTo(BY_TYPE);
    SafepointFacts.addTo(BY_TYPE);
    GaugeSinks.addTo(BY_TYPE);
    IncidentSinks.addTo(BY_TYPE);
    SecretFacts.addTo(BY_TYPE);
    MemorySinks.addTo(BY_TYPE);
    NativeAllocations.addTo(BY_TYPE);
    LoaderSinks.addTo(BY_TYPE);
    DeadlockSinks.addTo(BY_TYPE);
    MachineSinks.addTo(BY_TYPE);
  }

  private EventSinks() {}

  static EventSink.@Nullable Factory of(String eventType) {
    return BY_TYPE.get(eventType);
  }
}
