package io.sonde.analyzer.explain;

import io.sonde.analyzer.explain.Plan.Scan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what EXPLAIN (FORMAT JSON) says, and looks up the tables that are read from end to end. */
final class PostgresPlan {
  /**
   * Share of a table that an index may select: of more rows the pages are read anyway, and the
   * planner itself prefers the scan. Our choice.
   */
  static final double MOST_SELECTED = 0.1;

  /** {@code (m.product_id = $1)}, {@code ((p.category)::text = $1)}. */
  private static final Pattern COMPARISON =
      Pattern.compile(
          "\\((?:\\w+|\"[^\"]+\")\\.(\\w+|\"[^\"]+\")(?:\\)::([a-z ]+))? (=|<=|>=|<|>) ");

  /** Casts that keep the bytes, and with them the index. */
  private static final Set<String> SAME_BYTES = Set.of("text", "bpchar", "character varying");

  private final Connection connection;

  PostgresPlan(Connection connection) {
    this.connection = connection;
  }

  Plan read(String json) throws SQLException {
    JsonNode root = JsonMapper.shared().readTree(json).path(0).path("Plan");
    List<JsonNode> nodes = new ArrayList<>();
    collect(root, nodes);
    List<Scan> scans = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (node.path("Node Type").asString("").equals("Seq Scan") && node.has("Filter")) {
        double tableRows = tableRows(node);
        if (tableRows >= Plan.LEAST_ROWS) {
          scans.add(scan(node, tableRows));
        }
      }
    }
    return new Plan(words(nodes), List.copyOf(scans), true, false);
  }

  private static void collect(JsonNode node, List<JsonNode> nodes) {
    nodes.add(node);
    node.path("Plans").forEach(child -> collect(child, nodes));
  }

  /** {@code Aggregate, Gather, Seq Scan on stock_movement}. */
  private static String words(List<JsonNode> nodes) {
    return nodes.stream()
        .map(
            node -> {
              String index = node.path("Index Name").asString("");
              String table = node.path("Relation Name").asString("");
              return (node.path("Parallel Aware").asBoolean(false) ? "Parallel " : "")
                  + node.path("Node Type").asString("?")
                  + (index.isEmpty() ? "" : " using " + index)
                  + (table.isEmpty() ? "" : " on " + table);
            })
        .limit(Plan.MOST_STEPS)
        .collect(Collectors.joining(" ← "));
  }

  private Scan scan(JsonNode node, double tableRows) throws SQLException {
    String schema = node.path("Schema").asString("");
    String table = node.path("Relation Name").asString("");
    String filter = node.path("Filter").asString("");
    double rows = node.path("Plan Rows").asDouble(Double.NaN);
    String name =
        (schema.isEmpty() || schema.equals("public") ? "" : quoted(schema) + ".") + quoted(table);
    String note = "";
    Set<String> equal = new LinkedHashSet<>();
    Set<String> ranges = new LinkedHashSet<>();
    Matcher matcher = COMPARISON.matcher(filter);
    while (matcher.find()) {
      String cast = matcher.group(2);
      if (cast != null && !SAME_BYTES.contains(cast)) {
        note =
            "the filter casts the column "
                + matcher.group(1)
                + " to "
                + cast
                + ", so no index on it can be used: give the parameter the column's type.";
      }
      (matcher.group(3).equals("=") ? equal : ranges).add(matcher.group(1));
    }
    List<String> columns = new ArrayList<>(equal);
    ranges.stream().filter(each -> !equal.contains(each)).limit(1).forEach(columns::add);
    if (note.isEmpty()) {
      note = whyNone(filter, columns, rows, tableRows);
    }
    if (note.isEmpty() && leads(schema, table, columns)) {
      note =
          "an index that begins with "
              + columns.get(0)
              + " exists and the generic plan does not use it: look at the real plan, and at the"
              + " table's statistics (ANALYZE).";
    }
    String index =
        note.isEmpty()
            ? "CREATE INDEX CONCURRENTLY ON "
                + name
                + " ("
                + columns.stream().limit(Plan.MOST_COLUMNS).collect(Collectors.joining(", "))
                + ");"
            : "";
    return new Scan(name, tableRows, rows, filter, index, note);
  }

  private static String whyNone(
      String filter, List<String> columns, double rows, double tableRows) {
    if (filter.contains(" OR ")) {
      return Plan.JOINED_BY_OR;
    }
    if (columns.isEmpty()) {
      return "the filter compares no plain column: an index on its expression could serve it.";
    }
    return rows > MOST_SELECTED * tableRows
        ? "the filter leaves more than a tenth of the table, for which an index does not pay."
        : "";
  }

  private double tableRows(JsonNode node) throws SQLException {
    String sql =
        "select c.reltuples from pg_catalog.pg_class c"
            + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
            + " where n.nspname = ? and c.relname = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, node.path("Schema").asString(""));
      statement.setString(2, node.path("Relation Name").asString(""));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Math.max(0, rows.getDouble(1)) : 0;
      }
    }
  }

  /** True where an index begins with one of the columns. */
  private boolean leads(String schema, String table, List<String> columns) throws SQLException {
    String sql =
        "select a.attname from pg_catalog.pg_index i"
            + " join pg_catalog.pg_class c on c.oid = i.indrelid"
            + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
            + " join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]"
            + " where n.nspname = ? and c.relname = ? and i.indisvalid and i.indpred is null";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, schema);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (columns.contains(quoted(rows.getString(1)))) {
            return true;
          }
        }
        return false;
      }
    }
  }

  /** As SQL wants a name that is not in small letters. */
  private static String quoted(String name) {
    return name.matches("[a-z_][a-z0-9_]*") || name.toLowerCase(Locale.ROOT).startsWith("\"")
        ? name
        : "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
