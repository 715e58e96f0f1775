package io.sonde.agent.instrument;

import io.sonde.bootstrap.AgentLog;
import io.sonde.bootstrap.TransformFailureEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** Classes that should have been instrumented and could not be: counted, kept, said, recorded. */
final class TransformFailures {
  /** Beyond this many classes only the number grows. */
  private static final int KEPT = 200;

  /** Classes that are named on stderr one by one. */
  private static final int PRINTED = 5;

  private final Map<String, String> reasons = new LinkedHashMap<>();
  private int count;
  private int written;

  synchronized void add(String className, String reason) {
    count++;
    if (reasons.size() < KEPT) {
      reasons.put(className, reason);
    }
    if (count <= PRINTED) {
      AgentLog.say("could not time the methods of " + className + ": " + reason + ".");
    }
  }

  synchronized int count() {
    return count;
  }

  /** Reasons by class name, in order of time. */
  synchronized Map<String, String> reasons() {
    return Map.copyOf(reasons);
  }

  /** Writes an event for each class that has none yet; does nothing while none are recorded. */
  synchronized void write() {
    if (written == reasons.size() || !new TransformFailureEvent().isEnabled()) {
      return;
    }
    reasons.entrySet().stream().skip(written).forEach(TransformFailures::write);
    written = reasons.size();
  }

  private static void write(Map.Entry<String, String> failure) {
    TransformFailureEvent event = new TransformFailureEvent();
    event.className = failure.getKey();
    event.reason = failure.getValue();
    event.commit();
  }
}
