package io.sonde.agent.recorder;

import java.util.Map;

/**
 * How one JFR event type is recorded; what is null is left as JFR has it.
 *
 * @param threshold least duration that is written, in JFR's notation
 * @param period distance of periodic events: a time, beginChunk, endChunk or everyChunk
 * @param stackTrace whether it carries a stack trace, where the event can
 */
record EventSetting(
    String event,
    @org.jspecify.annotations.Nullable String threshold,
    @org.jspecify.annotations.Nullable String period,
    boolean stackTrace) {

  /** Written whenever it happens, without stack trace. */
  static EventSetting on(String event) {
    return new EventSetting(event, null, null, false);
  }

  /** Written when it lasted at least this long, without stack trace. */
  static EventSetting above(String event, String threshold) {
    return new EventSetting(event, threshold, null, false);
  }

  static EventSetting every(String event, String period) {
    return new EventSetting(event, null, period, false);
  }

  EventSetting withStack() {
    return new EventSetting(event, threshold, period, true);
  }

  void addTo(Map<String, String> settings) {
    settings.put(event + "#enabled", "true");
    settings.put(event + "#stackTrace", Boolean.toString(stackTrace));
    if (threshold != null) {
      settings.put(event + "#threshold", threshold);
    }
    if (period != null) {
      settings.put(event + "#period", period);
    }
  }
}
