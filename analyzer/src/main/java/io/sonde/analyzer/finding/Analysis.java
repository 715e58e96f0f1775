package io.sonde.analyzer.finding;

import io.sonde.analyzer.model.Recording;
import java.util.List;

/**
 * The result of all rules on one recording, which every report is written from.
 *
 * @param files names of the files read, as the user gave them
 * @param results one for each rule, in the registry's order
 */
public record Analysis(Recording recording, List<String> files, List<RuleResult> results) {

  /** All findings, causes before consequences, the one to read first in front. */
  public List<Finding> findings() {
    return diagnosis().findings();
  }

  /**
   * All findings with their causes. Leads are ranked by severity, then impact, each with what hangs
   * below it.
   */
  public Diagnosis diagnosis() {
    return CauseGraph.of(
        recording,
        results.stream()
            .filter(RuleResult.Found.class::isInstance)
            .flatMap(result -> ((RuleResult.Found) result).findings().stream())
            .toList());
  }
}
