package io.sonde.analyzer.model;

import io.sonde.analyzer.unit.JfrDurations;
import java.util.Map;
import java.util.Set;

/**
 * Which event types a recording can show, so that "no event" and "not recorded" stay apart.
 *
 * @param eventCounts events read, by event type name
 * @param enabled event types that a setting enabled, or that occur
 * @param settings last value of each setting: {@code jdk.JavaMonitorEnter#threshold}
 */
public record Coverage(
    Map<String, Long> eventCounts, Set<String> enabled, Map<String, String> settings) {

  public boolean isEnabled(String eventType) {
    return enabled.contains(eventType);
  }

  /**
   * Events of the type that took less time are not recorded, in nanoseconds; 0 when all are, or
   * when nothing tells.
   */
  public long thresholdNanos(String eventType) {
    return JfrDurations.nanos(settings.getOrDefault(eventType + "#threshold", ""));
  }

  public long count(String eventType) {
    return eventCounts.getOrDefault(eventType, 0L);
  }
}
