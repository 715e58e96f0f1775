package io.sonde.analyzer.rule;

import io.sonde.analyzer.model.Coverage;
import java.util.Set;

/**
 * Data that a rule cannot do without.
 *
 * @param what the data in plain words: {@code CPU samples}
 * @param anyOf event types, one of which must have been recorded
 * @param remedy the setting that would supply it, as an imperative sentence
 */
public record Need(String what, Set<String> anyOf, String remedy) {
  public boolean isMetBy(Coverage coverage) {
    return anyOf.stream().anyMatch(coverage::isEnabled);
  }

  /** Why a rule that has this need cannot answer, and what would change that. */
  public String unmetReason() {
    return "The recording holds no " + what + ". " + remedy;
  }
}
