package io.sonde.analyzer.report;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.unit.PrintableText;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Conditions of the agent's {@code dump-when} that held: why there is this recording. */
final class DumpReport {
  private DumpReport() {}

  /** Such as {@code At 12:03:10 UTC dump-when held: p99(GET /checkout)>500ms, measured: 812 ms.} */
  static List<String> sentences(Recording recording) {
    return recording.incidents().of(IncidentKind.DUMP_TRIGGER).stream()
        .map(
            each ->
                "At "
                    + When.clock(each.startNanos())
                    + " dump-when held: "
                    + PrintableText.shortened(condition(recording, each))
                    + ".")
        .toList();
  }

  /** {@code p99(GET /checkout)>500ms held, measured: 812 ms}; empty where no condition did. */
  static String held(Recording recording) {
    return recording.incidents().of(IncidentKind.DUMP_TRIGGER).stream()
        .map(each -> PrintableText.shortened(condition(recording, each)))
        .map(each -> each.replaceFirst(", measured: ", " held, measured: "))
        .findFirst()
        .orElse("");
  }

  /** As {@code dumps}, where there were any. */
  static void json(JsonGenerator json, Analysis analysis) {
    List<Incident> triggers = analysis.recording().incidents().of(IncidentKind.DUMP_TRIGGER);
    if (!triggers.isEmpty()) {
      json.writeArrayPropertyStart("dumps");
      for (Incident trigger : triggers) {
        json.writeStartObject();
        json.writeStringProperty("at", JsonReport.time(trigger.startNanos()));
        json.writeStringProperty("because", condition(analysis.recording(), trigger));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private static String condition(Recording recording, Incident trigger) {
    return recording.classNames().get(trigger.subject());
  }
}
