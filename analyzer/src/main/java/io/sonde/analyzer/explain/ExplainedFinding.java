package io.sonde.analyzer.explain;

import io.sonde.analyzer.explain.Plan.Scan;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.List;

/** A finding with what the database says about its statement. */
final class ExplainedFinding {
  private static final String GENERIC =
      " This is the generic plan, made without values: the plan of a real execution can differ.";
  private static final String APPROXIMATE =
      " This plan is approximate, made with values that were made up: the plan of a real execution"
          + " can differ.";

  private ExplainedFinding() {}

  static Finding of(Finding finding, Plan plan) {
    List<Evidence> evidence = new ArrayList<>(finding.evidence());
    evidence.add(Evidence.text("plan", plan.words()));
    for (Scan scan : plan.scans()) {
      evidence.add(
          Evidence.of("rows of " + scan.table() + ", estimated", scan.tableRows(), Unit.COUNT));
      if (!Double.isNaN(scan.rows())) {
        evidence.add(
            Evidence.of("rows that its filter leaves, estimated", scan.rows(), Unit.COUNT));
      }
      evidence.add(Evidence.text("filter", scan.filter()));
      if (!scan.index().isEmpty()) {
        evidence.add(Evidence.text("missing index", scan.index()));
      }
    }
    return new Finding(
        finding.rule(),
        finding.severity(),
        finding.impact(),
        finding.impactOf(),
        finding.title(),
        finding.summary() + said(plan),
        advice(finding, plan),
        List.copyOf(evidence),
        finding.location(),
        finding.route(),
        finding.fromNanos(),
        finding.toNanos());
  }

  private static String said(Plan plan) {
    if (!plan.exists()) {
      return " The database gives " + plan.words();
    }
    String caution = plan.approximate() ? APPROXIMATE : GENERIC;
    if (plan.scans().isEmpty()) {
      return " Its plan reads no large table from end to end for a few rows of it: "
          + plan.words()
          + "."
          + caution;
    }
    Scan scan = plan.scans().get(0);
    return " Its plan reads all of the "
        + Formats.format(scan.tableRows(), Unit.COUNT)
        + " rows of "
        + scan.table()
        + " in sequence and filters by "
        + scan.filter()
        + (Double.isNaN(scan.rows())
            ? "."
            : ", which leaves " + Formats.format(scan.rows(), Unit.COUNT) + " of them.")
        + caution;
  }

  private static String advice(Finding finding, Plan plan) {
    List<String> advice = plan.told().advice();
    if (plan.scans().stream().anyMatch(scan -> !scan.index().isEmpty())) {
      String create = "Create the index that is missing: " + String.join(" ", advice);
      return finding.rule().equals("n-plus-one")
          ? finding.recommendation() + " " + create
          : create + " Then record again: the statement should be gone from the findings.";
    }
    return advice.isEmpty()
        ? finding.recommendation()
        : finding.recommendation() + " No index is proposed: " + String.join(" ", advice);
  }
}
