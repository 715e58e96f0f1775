package io.sonde.analyzer.report;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.ServiceObjective;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.PrintableText;
import io.sonde.analyzer.unit.Unit;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Service level objectives that the agent was given, and what this recording spent of them. */
final class ObjectiveReport {
  private ObjectiveReport() {}

  /**
   * Such as {@code 99%(GET /checkout)<500ms missed: 97.2 % of 1,204 requests were good; the error
   * budget of this time was spent 2.8 times.}
   */
  static List<String> sentences(Recording recording) {
    return recording.requests().objectives().stream().map(ObjectiveReport::sentence).toList();
  }

  /** {@code the objective 99%(GET /checkout)<500ms was missed}; empty where all were met. */
  static String missed(Recording recording) {
    List<String> missed =
        recording.requests().objectives().stream()
            .filter(each -> !each.isMet())
            .map(each -> PrintableText.shortened(each.text()))
            .toList();
    return switch (missed.size()) {
      case 0 -> "";
      case 1 -> "the objective " + missed.get(0) + " was missed";
      default -> missed.size() + " objectives were missed, " + missed.get(0) + " first";
    };
  }

  private static String sentence(ServiceObjective objective) {
    double spent = objective.budgetSpent();
    boolean met = objective.isMet();
    return PrintableText.shortened(objective.text())
        + (met ? " met: " : " missed: ")
        + share(objective.goodShare())
        + " of "
        + Formats.format(objective.total(), Unit.COUNT)
        + " requests were good; "
        + (met
            ? Formats.percent(spent) + " of the error budget of this time was spent."
            : String.format(
                Locale.ROOT, "the error budget of this time was spent %.1f times.", spent));
  }

  /** Not rounded up: 99.96 % is not 100 %. */
  private static String share(double ratio) {
    return ratio == 1
        ? "100 %"
        : String.format(Locale.ROOT, "%.2f %%", Math.floor(ratio * 10_000) / 100);
  }

  /** As {@code objectives}, where there are any. */
  static void json(JsonGenerator json, Recording recording) {
    List<ServiceObjective> objectives = recording.requests().objectives();
    if (objectives.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("objectives");
    for (ServiceObjective objective : objectives) {
      json.writeStartObject();
      json.writeStringProperty("objective", objective.text());
      json.writeNumberProperty("target", objective.target());
      json.writeNumberProperty("boundNanos", objective.boundNanos());
      json.writeNumberProperty("good", objective.good());
      json.writeNumberProperty("total", objective.total());
      json.writeNumberProperty("budgetSpent", objective.budgetSpent());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
