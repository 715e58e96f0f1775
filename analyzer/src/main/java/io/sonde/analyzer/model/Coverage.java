package io.sonde.analyzer.model;

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

  public long count(String eventType) {
    return eventCounts.getOrDefault(eventType, 0L);
  }
}
