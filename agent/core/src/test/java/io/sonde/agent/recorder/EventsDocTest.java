package io.sonde.agent.recorder;

import io.sonde.agent.testing.DocTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keeps the list of JDK events and their thresholds in docs/events.md equal to the table. */
class EventsDocTest {
  @Test
  void settings_equalTheTable() throws IOException {
    DocTable.assertEqual(
        Path.of("../../docs/events.md"),
        "<!-- settings: written by EventsDocTest -->\n",
        "<!-- end of settings -->",
        table());
  }

  private static String table() {
    Map<String, List<String>> bySetting = new LinkedHashMap<>();
    List<EventSetting> all = new ArrayList<>(EventTable.EVENTS);
    all.addAll(EventTable.LOCKS);
    for (EventSetting event : all) {
      bySetting
          .computeIfAbsent(words(event), words -> new ArrayList<>())
          .add("`" + event.event().substring("jdk.".length()) + "`");
    }
    StringBuilder table = new StringBuilder("| setting | events (`jdk.`) |\n|---|---|\n");
    bySetting.forEach(
        (words, events) ->
            table
                .append("| ")
                .append(words)
                .append(" | ")
                .append(String.join(", ", events))
                .append(" |\n"));
    return table.toString();
  }

  private static String words(EventSetting event) {
    String stack = event.stackTrace() ? ", with stack trace" : "";
    if (event.period() != null) {
      return switch (event.period()) {
        case "everyChunk" -> "once per chunk";
        case "beginChunk" -> "at the begin of a chunk";
        default -> "every " + event.period();
      };
    }
    return event.threshold() == null || event.threshold().equals("0 ms")
        ? "each one" + stack
        : "from " + event.threshold() + " on" + stack;
  }
}
