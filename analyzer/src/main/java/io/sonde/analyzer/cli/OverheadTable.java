package io.sonde.analyzer.cli;

import io.sonde.analyzer.attach.Answer;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.io.PrintWriter;

/** What each probe of an agent costs now, against the budget. */
final class OverheadTable {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Answer answer;

  OverheadTable(Answer answer) {
    this.answer = answer;
  }

  /** Prints nothing where the agent has no governor, or that has not looked yet. */
  void print(PrintWriter out) {
    double budget = answer.number("overhead.budgetNanos");
    if (budget <= 0) {
      return;
    }
    out.println();
    out.println(headline(budget));
    TextTable table = new TextTable();
    table.row("Probe", "Calls/s", "ns/call", "Of a processor", "");
    for (int row = 0; answer.values().containsKey(key(row, "probe")); row++) {
      row(table, row);
    }
    table.row("Total", "", "", cost("overhead.totalNanos"), "");
    table.row("Budget", "", "", cost("overhead.budgetNanos"), budget());
    table.print(out);
  }

  private String headline(double budget) {
    double total = answer.number("overhead.totalNanos");
    double least = answer.number("overhead.leastNanos");
    if (total <= budget) {
      return "The probes are within their budget.";
    }
    return least > budget
        ? "The probes are over their budget: what is never turned down, exact counts, requests and"
            + " SQL, alone costs "
            + cost("overhead.leastNanos")
            + " of a processor."
        : "The probes are over their budget; the dearest are being turned down.";
  }

  private void row(TextTable table, int row) {
    double perSecond = answer.number(key(row, "perSecond"));
    double nanos = answer.number(key(row, "nanos"));
    boolean turnedDown = answer.text(key(row, "turnedDown")).equals("true");
    String mode = answer.text(key(row, "mode"));
    table.row(
        answer.text(key(row, "probe")),
        perSecond == 0 ? "" : Formats.format(perSecond, Unit.COUNT),
        perSecond == 0 ? "" : Formats.format(nanos / perSecond, Unit.COUNT),
        cost(key(row, "nanos")),
        turnedDown ? mode + ", turned down" : mode);
  }

  private String budget() {
    return Formats.percent(Double.parseDouble(answer.text("overhead.share")))
        + " of all processors";
  }

  private String cost(String key) {
    return Formats.percent(answer.number(key) / NANOS_PER_SECOND);
  }

  private static String key(int row, String field) {
    return "overhead.%02d.%s".formatted(row, field);
  }
}
