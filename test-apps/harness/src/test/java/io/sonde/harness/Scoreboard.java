package io.sonde.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** All outcomes of the catalogue as one table, with precision and recall. */
final class Scoreboard {
  private static final String LINE = "| %s | %s | %d of %d | %d | %s |%n";

  private final List<Outcome> outcomes;

  Scoreboard(List<Outcome> outcomes) {
    this.outcomes = List.copyOf(outcomes);
  }

  /** Share of leading findings that were expected; 1 without any. */
  double precision() {
    long wrong = outcomes.stream().mapToLong(Outcome::wrong).sum();
    long all = outcomes.stream().mapToLong(each -> each.leading().size()).sum();
    return all == 0 ? 1 : (all - wrong) / (double) all;
  }

  /** Share of expected findings that were found, at whatever rank; NaN when none is expected. */
  double recall() {
    long expected = outcomes.stream().mapToLong(each -> each.expected().size()).sum();
    return outcomes.stream().mapToLong(Outcome::found).sum() / (double) expected;
  }

  /** Share of the faults' runs in which all that is expected leads. */
  double rankedFirst() {
    List<Outcome> faults = outcomes.stream().filter(each -> !each.healthy()).toList();
    return faults.stream().filter(Outcome::right).count() / (double) faults.size();
  }

  /** Faults that were ranked wrongly more often than once. */
  List<String> wrongTwice() {
    return byCase().entrySet().stream()
        .filter(each -> !each.getValue().get(0).healthy())
        .filter(each -> each.getValue().stream().filter(run -> !run.right()).count() > 1)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Healthy runs with a warning. */
  List<Outcome> falseAlarms() {
    return outcomes.stream().filter(each -> each.healthy() && !each.right()).toList();
  }

  String markdown() {
    StringBuilder table = new StringBuilder();
    table.append("| run | expected | right | unexpected | what came instead |\n");
    table.append("|---|---|---|---|---|\n");
    byCase()
        .forEach(
            (name, runs) ->
                table.append(
                    String.format(
                        Locale.ROOT,
                        LINE,
                        name,
                        expected(runs.get(0)),
                        runs.stream().filter(Outcome::right).count(),
                        runs.size(),
                        runs.stream().mapToLong(Outcome::wrong).sum(),
                        instead(runs))));
    table.append(
        String.format(
            Locale.ROOT,
            "%nPrecision of leading findings %.3f, recall %.3f; ranked first in %.1f %% of %d runs"
                + " with a fault; %d of %d healthy runs with a warning.%n",
            precision(),
            recall(),
            100 * rankedFirst(),
            outcomes.stream().filter(each -> !each.healthy()).count(),
            falseAlarms().size(),
            outcomes.stream().filter(Outcome::healthy).count()));
    return table.toString();
  }

  private Map<String, List<Outcome>> byCase() {
    Map<String, List<Outcome>> byCase = new LinkedHashMap<>();
    outcomes.forEach(
        each ->
            byCase
                .computeIfAbsent(
                    each.name() + (each.fixed() ? ", fixed" : "") + ", JDK " + each.jdk(),
                    added -> new ArrayList<>())
                .add(each));
    return byCase;
  }

  private static String expected(Outcome run) {
    return run.healthy()
        ? "nothing"
        : run.expected().stream()
            .map(each -> each.rule() + (each.place().isEmpty() ? "" : " at `" + each.place() + "`"))
            .collect(Collectors.joining(" and "));
  }

  private static String instead(List<Outcome> runs) {
    return runs.stream()
        .filter(run -> !run.right())
        .map(
            run ->
                run.leading().isEmpty()
                    ? "nothing"
                    : run.leading().stream()
                        .map(found -> found.rule() + " at `" + found.place() + "`")
                        .collect(Collectors.joining(", ")))
        .distinct()
        .collect(Collectors.joining("; "));
  }
}
