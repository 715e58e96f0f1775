package io.sonde.analyzer.recording;

import java.util.Map;

/** What the recorder says about itself: settings and losses. */
final class RecorderSinks {
  private RecorderSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put("jdk.ActiveSetting", (chunk, type) -> event -> setting(chunk, event));
    sinks.put(
        "jdk.DataLoss", (chunk, type) -> event -> chunk.facts().lostBuffer(event.number("amount")));
  }

  private static void setting(ChunkFacts chunk, Event event) {
    chunk.setting(event.number("id"), event.text("name"), event.text("value"));
  }
}
