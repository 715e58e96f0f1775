package io.sonde.analyzer.explain;

import io.sonde.analyzer.finding.StatementPlan;
import java.util.List;

/**
 * What a database says about a statement.
 *
 * @param words the plan in a line, or why there is none
 * @param scans large tables that it reads from end to end, and lets a filter through
 * @param approximate true where values had to be made up
 */
record Plan(String words, List<Scan> scans, boolean exists, boolean approximate) {
  /** Rows: a smaller table is a few pages, which are read as fast as an index. Our choice. */
  static final double LEAST_ROWS = 1_000;

  /** A longer index is seldom worth its upkeep; our choice. */
  static final int MOST_COLUMNS = 3;

  /** Steps of a plan that fit into a line. */
  static final int MOST_STEPS = 12;

  static final String JOINED_BY_OR =
      "the filter joins conditions by OR: one index for each side, or two queries with UNION, let"
          + " it use indexes.";

  /**
   * @param table with its schema where that is known
   * @param tableRows estimated rows of the table
   * @param rows estimated rows that the filter lets through; NaN when unknown
   * @param index statement that makes the missing index; empty where none would help
   * @param note why no index is proposed; empty where one is
   */
  record Scan(
      String table, double tableRows, double rows, String filter, String index, String note) {}

  /** As reports tell it beside the statement. */
  StatementPlan told() {
    List<String> indexes =
        scans.stream().map(Scan::index).filter(each -> !each.isEmpty()).distinct().toList();
    List<String> notes =
        scans.stream().map(Scan::note).filter(each -> !each.isEmpty()).distinct().toList();
    return new StatementPlan(words, approximate, indexes.isEmpty() ? notes : indexes);
  }

  static Plan none(String reason) {
    return new Plan("no plan: " + reason, List.of(), false, false);
  }
}
