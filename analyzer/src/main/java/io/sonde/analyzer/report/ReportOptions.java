package io.sonde.analyzer.report;

import java.util.Map;

/**
 * How text is laid out, and what of a recording a page begins with.
 *
 * @param columns width that lines are wrapped to
 * @param colour true writes ANSI colours
 * @param verbose true writes every finding in full and the reason of each rule
 * @param trace of which the page shows the requests; empty for none
 */
public record ReportOptions(int columns, boolean colour, boolean verbose, String trace) {
  private static final int COLUMNS = 80;

  public static final ReportOptions PLAIN = new ReportOptions(COLUMNS, false, false, "");

  /**
   * For standard output.
   *
   * @param terminal true when people read it directly: colours appear there alone
   * @param environment asked for NO_COLOR (no-color.org) and TERM=dumb
   */
  public static ReportOptions forOutput(
      boolean terminal, Map<String, String> environment, boolean verbose) {
    boolean refused =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.get("TERM"));
    return new ReportOptions(COLUMNS, terminal && !refused, verbose, "");
  }

  public ReportOptions ofTrace(String shown) {
    return new ReportOptions(columns, colour, verbose, shown);
  }
}
