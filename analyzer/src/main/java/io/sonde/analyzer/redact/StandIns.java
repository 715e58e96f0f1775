package io.sonde.analyzer.redact;

import java.util.HashMap;
import java.util.Map;

/** Words in the place of others: equal ones get the same, so that they can be followed. */
final class StandIns {
  private final String word;
  private final Map<String, String> known = new HashMap<>();

  /**
   * @param word that all begin with; a number follows
   */
  StandIns(String word) {
    this.word = word;
  }

  String of(String name) {
    return of(name, "");
  }

  /**
   * @param ending that may be seen
   */
  String of(String name, String ending) {
    return known.computeIfAbsent(name, added -> word + (known.size() + 1) + ending);
  }
}
