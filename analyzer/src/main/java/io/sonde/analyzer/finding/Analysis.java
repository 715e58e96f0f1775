package io.sonde.analyzer.finding;

import io.sonde.analyzer.model.Recording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The result of all rules on one recording, which every report is written from.
 *
 * @param files names of the files read, as the user gave them
 * @param results one for each rule, in the registry's order
 */
public record Analysis(Recording recording, List<String> files, List<RuleResult> results) {

  private static final String HOT_PATH = "hot-path";
  private static final String EXCEPTION_STORM = "exception-storm";

  /** Rules whose finding is often what another rule's finding causes: symptom to cause. */
  private static final Map<String, String> CAUSES =
      Map.of("gc-pressure", "allocation-hot-path", HOT_PATH, "allocation-hot-path");

  /**
   * All findings, the one to read first in front: by severity, then impact. A symptom follows its
   * cause where both are as severe and point at the same method: the cause's impact is a part of
   * the symptom's and so could never lead. A hot path is a symptom where its time goes into making
   * objects or exceptions.
   */
  public List<Finding> findings() {
    List<Finding> ranked =
        new ArrayList<>(
            results.stream()
                .filter(RuleResult.Found.class::isInstance)
                .flatMap(result -> ((RuleResult.Found) result).findings().stream())
                .sorted(
                    Comparator.comparing(Finding::severity)
                        .thenComparingDouble(Finding::impact)
                        .reversed())
                .toList());
    for (int i = 0; i < ranked.size(); i++) {
      for (int later = i + 1; later < ranked.size(); later++) {
        if (isCause(ranked.get(later), ranked.get(i))) {
          ranked.add(i, ranked.remove(later));
          break;
        }
      }
    }
    return List.copyOf(ranked);
  }

  private static boolean isCause(Finding cause, Finding symptom) {
    return cause.severity() == symptom.severity()
        && !cause.location().isEmpty()
        && !symptom.location().isEmpty()
        && (isOfAllocation(cause, symptom) || isOfExceptions(cause, symptom));
  }

  private static boolean isOfAllocation(Finding cause, Finding symptom) {
    return cause.rule().equals(CAUSES.get(symptom.rule()))
        && (!symptom.rule().equals(HOT_PATH)
            || symptom.location().stream().anyMatch(Location::allocates))
        && cause.location().get(0).isSameMethod(symptom.location().get(0));
  }

  /** A hot path whose time goes into exceptions; it may name the exception's own constructor. */
  private static boolean isOfExceptions(Finding cause, Finding symptom) {
    return cause.rule().equals(EXCEPTION_STORM)
        && symptom.rule().equals(HOT_PATH)
        && symptom.location().stream().anyMatch(Location::makesException)
        && symptom.location().stream().anyMatch(cause.location().get(0)::isSameMethod);
  }
}
