package io.sonde.analyzer.model;

import java.util.List;

/**
 * A statement as a database can plan it, without values.
 *
 * @param text parameters and literals are {@code $1, $2}
 * @param types of the parameters, in order, as docs/events.md describes them; empty where nothing
 *     is known
 */
public record SqlTemplate(String text, String types) {
  /** False where no parameter's type is known. */
  public boolean hasTypes() {
    return !types.replace(",", "").isEmpty();
  }

  /** By parameter, from 0: a setter, a literal's kind, or empty. */
  public List<String> typeList() {
    return List.of(types.split(",", -1));
  }
}
