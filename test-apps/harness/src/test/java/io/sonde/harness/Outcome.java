package io.sonde.harness;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What one run of the catalogue came to.
 *
 * @param name the fault, {@code none}, or two faults joined by a comma
 * @param fixed whether its twin ran
 * @param jdk its major version
 * @param expected leading findings; none for a healthy run
 * @param leading findings of warning or worse that no other one causes, the first in front
 */
record Outcome(String name, boolean fixed, int jdk, List<Expected> expected, List<Found> leading) {
  /**
   * @param place class and method of the first location; empty where none is expected
   */
  record Expected(String rule, String place) {}

  record Found(String rule, String place) {
    boolean is(Expected expected) {
      return rule.equals(expected.rule)
          && (expected.place.isEmpty() || place.equals(expected.place));
    }
  }

  static Outcome of(
      String name, boolean fixed, int jdk, List<Expected> expected, JsonNode analysis) {
    List<Found> leading =
        analysis
            .get("findings")
            .valueStream()
            .filter(finding -> !finding.get("severity").asString().equals("info"))
            .filter(
                finding ->
                    finding.path("causedBy").isMissingNode() || finding.get("causedBy").isNull())
            .map(finding -> new Found(finding.get("rule").asString(), place(finding)))
            .toList();
    return new Outcome(name, fixed, jdk, expected, leading);
  }

  private static String place(JsonNode finding) {
    JsonNode first = finding.path("location").path(0);
    return first.isMissingNode()
        ? ""
        : first.get("class").asString() + "." + first.get("method").asString();
  }

  boolean healthy() {
    return expected.isEmpty();
  }

  /** Expected findings among as many first ones. */
  long named() {
    List<Found> first = leading.subList(0, Math.min(leading.size(), expected.size()));
    return expected.stream()
        .filter(each -> first.stream().anyMatch(found -> found.is(each)))
        .count();
  }

  /** Expected findings at whatever rank. */
  long found() {
    return expected.stream()
        .filter(each -> leading.stream().anyMatch(found -> found.is(each)))
        .count();
  }

  /** Leading findings that nobody expects. */
  long wrong() {
    return leading.stream().filter(found -> expected.stream().noneMatch(found::is)).count();
  }

  /** Faults ranked first, or a healthy run without any. */
  boolean right() {
    return healthy() ? leading.isEmpty() : named() == expected.size();
  }
}
