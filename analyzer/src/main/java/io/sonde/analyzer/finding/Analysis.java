package io.sonde.analyzer.finding;

import io.sonde.analyzer.model.Recording;
import java.util.List;
import java.util.Map;

/**
 * The result of all rules on one recording, which every report is written from.
 *
 * @param files names of the files read, as the user gave them
 * @param results one for each rule, in the registry's order
 * @param plans by text of the statement; empty where no database was asked
 */
public record Analysis(
    Recording recording,
    List<String> files,
    List<RuleResult> results,
    Map<String, StatementPlan> plans) {

  /** Before a database is asked. */
  public Analysis(Recording recording, List<String> files, List<RuleResult> results) {
    this(recording, files, results, Map.of());
  }

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
