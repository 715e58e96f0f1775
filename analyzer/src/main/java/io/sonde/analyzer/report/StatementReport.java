package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.Place;
import io.sonde.analyzer.aggregate.StatementSummary;
import io.sonde.analyzer.finding.StatementPlan;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.PrintableText;
import io.sonde.analyzer.unit.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The SQL statements, or the outgoing calls, that took most time, in each kind of report. Times are
 * nanoseconds.
 */
final class StatementReport {
  private static final int LISTED = 20;

  /** Of a plan in a line; its steps are few, the names in it may be long. */
  private static final int MAX_PLAN_CHARS = 1_000;

  private StatementReport() {}

  private static List<StatementSummary> listed(List<StatementSummary> statements) {
    return statements.subList(0, Math.min(LISTED, statements.size()));
  }

  /**
   * @param plans by text; empty where no database was asked
   */
  static void text(
      TextPage page,
      String title,
      List<StatementSummary> statements,
      Map<String, StatementPlan> plans) {
    if (statements.isEmpty()) {
      return;
    }
    page.blank();
    page.paragraph(
        "",
        title,
        TextPage.BOLD,
        Formats.format(statements.size(), Unit.COUNT) + " different ones, most time first.");
    for (StatementSummary each : listed(statements)) {
      page.paragraph("  ", "", "", PrintableText.shortened(each.text()));
      page.paragraph("    ", "", "", facts(each));
      StatementPlan plan = plans.get(each.text());
      if (plan != null) {
        page.paragraph("    ", "", "", PrintableText.shortened(plan(plan), MAX_PLAN_CHARS));
        plan.advice()
            .forEach(line -> page.paragraph("    ", "", "", PrintableText.shortened(line)));
      }
    }
    if (statements.size() > LISTED) {
      page.line("  … " + (statements.size() - LISTED) + " more.");
    }
  }

  private static String plan(StatementPlan plan) {
    return "plan: " + plan.words() + (plan.approximate() ? " (approximate)" : "");
  }

  private static String facts(StatementSummary statement) {
    List<String> facts = new ArrayList<>();
    facts.add("count " + Formats.format(statement.count(), Unit.COUNT));
    if (statement.errors() > 0) {
      facts.add("failed " + Formats.format(statement.errors(), Unit.COUNT));
    }
    facts.add("total " + Formats.nanos(statement.totalNanos()));
    facts.add("mean " + Formats.nanos(statement.meanNanos()));
    facts.add("max " + Formats.nanos(statement.maxNanos()));
    facts.add(Formats.format(statement.perRequest(), Unit.COUNT) + " in a request that runs it");
    if (!Double.isNaN(statement.rowsPerCall())) {
      facts.add(Formats.format(statement.rowsPerCall(), Unit.COUNT) + " rows each");
    }
    String caller = caller(statement);
    if (!caller.isEmpty()) {
      facts.add("called in " + caller);
    }
    return String.join(", ", facts);
  }

  private static String caller(StatementSummary statement) {
    Place caller = statement.caller();
    return caller == null ? "" : PrintableText.shortened(RouteWords.code(caller));
  }

  /** A member; nothing where the recording holds none. */
  static void json(
      JsonGenerator json,
      String member,
      List<StatementSummary> statements,
      Map<String, StatementPlan> plans) {
    if (statements.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart(member);
    for (StatementSummary each : listed(statements)) {
      json.writeStartObject();
      json.writeStringProperty("text", each.text());
      JsonReport.number(json, "count", each.count());
      JsonReport.number(json, "errors", each.errors());
      JsonReport.number(json, "totalNanos", each.totalNanos());
      JsonReport.number(json, "meanNanos", each.meanNanos());
      json.writeNumberProperty("maxNanos", each.maxNanos());
      JsonReport.number(json, "perRequest", each.perRequest());
      JsonReport.number(json, "rowsPerCall", each.rowsPerCall());
      RouteJson.location(json, "caller", each.caller());
      StatementPlan plan = plans.get(each.text());
      if (plan != null) {
        json.writeObjectPropertyStart("plan");
        json.writeStringProperty("words", plan.words());
        json.writeBooleanProperty("approximate", plan.approximate());
        JsonReport.strings(json, "advice", plan.advice());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What the page's table draws. */
  static List<Map<String, Object>> data(
      List<StatementSummary> statements, Map<String, StatementPlan> plans) {
    return listed(statements).stream().map(each -> row(each, plans.get(each.text()))).toList();
  }

  private static Map<String, Object> row(StatementSummary statement, @Nullable StatementPlan plan) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("text", PrintableText.shortened(statement.text()));
    row.put("count", statement.count());
    row.put("errors", statement.errors());
    row.put("total", statement.totalNanos());
    row.put("mean", statement.meanNanos());
    row.put("max", statement.maxNanos());
    row.put("perRequest", statement.perRequest());
    row.put("rows", Double.isNaN(statement.rowsPerCall()) ? -1 : statement.rowsPerCall());
    row.put("caller", caller(statement));
    row.put("plan", plan == null ? "" : PrintableText.shortened(plan(plan), MAX_PLAN_CHARS));
    row.put(
        "advice",
        plan == null ? List.of() : plan.advice().stream().map(PrintableText::shortened).toList());
    return row;
  }
}
