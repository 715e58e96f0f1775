package io.sonde.agent.instrument;

import io.sonde.bootstrap.Objective;
import io.sonde.bootstrap.ObjectiveEvent;
import io.sonde.bootstrap.Objectives;
import java.util.IdentityHashMap;
import java.util.Map;

/** Writes sonde.Objective. Counters only grow; an event holds the difference to the one before. */
final class ObjectiveReporter {
  private record Counted(long good, long total) {
    static final Counted NONE = new Counted(0, 0);
  }

  private final Map<Objective, Counted> previous = new IdentityHashMap<>();

  synchronized void report() {
    for (Objective objective : Objectives.all()) {
      Counted now = new Counted(objective.good(), objective.total());
      Counted before = previous.getOrDefault(objective, Counted.NONE);
      previous.put(objective, now);
      if (now.total() > before.total()) {
        ObjectiveEvent event = new ObjectiveEvent();
        event.objective = objective.text();
        event.target = objective.target();
        event.boundNanos = objective.boundNanos();
        event.good = now.good() - before.good();
        event.total = now.total() - before.total();
        event.commit();
      }
    }
  }
}
