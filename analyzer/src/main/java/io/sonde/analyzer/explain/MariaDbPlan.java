package io.sonde.analyzer.explain;

import io.sonde.analyzer.explain.Plan.Scan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what EXPLAIN FORMAT=JSON of MariaDB and MySQL says. */
final class MariaDbPlan {
  /** Of a text in an index: four bytes each fit into the 767 that any row format allows. */
  private static final int INDEXED_CHARACTERS = 191;

  /** {@code m.product_id = 1}, {@code `shop`.`m`.`product_id` >= 1}, and what follows. */
  private static final Pattern COMPARISON =
      Pattern.compile("(?:`?\\w+`?\\.)*`?(\\w+)`? (<=>|=|<=|>=|<|>|between) (\\S+)");

  private static final Pattern OR = Pattern.compile("(?i)\\bor\\b");

  private final Connection connection;

  MariaDbPlan(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param template tells which table an alias stands for
   */
  Plan read(String json, String template) throws SQLException {
    List<JsonNode> tables = new ArrayList<>();
    collect(JsonMapper.shared().readTree(json), tables);
    List<Scan> scans = new ArrayList<>();
    for (JsonNode table : tables) {
      boolean all = table.path("access_type").asString("").equals("ALL");
      if (all && table.has("attached_condition") && rows(table) >= Plan.LEAST_ROWS) {
        scans.add(scan(table, template));
      }
    }
    return new Plan(words(tables), List.copyOf(scans), true, true);
  }

  /** Each access to a table, wherever joins, sorts and subqueries have put it. */
  private static void collect(JsonNode node, List<JsonNode> tables) {
    if (node.has("access_type")) {
      tables.add(node);
    }
    node.forEach(child -> collect(child, tables));
  }

  /** In the words of their EXPLAIN: {@code ALL on m ← ref using owner on n}. */
  private static String words(List<JsonNode> tables) {
    return tables.isEmpty()
        ? "no table is read"
        : tables.stream()
            .map(
                table -> {
                  String key = table.path("key").asString("");
                  return table.path("access_type").asString("?")
                      + (key.isEmpty() ? "" : " using " + key)
                      + " on "
                      + table.path("table_name").asString("?");
                })
            .limit(Plan.MOST_STEPS)
            .collect(Collectors.joining(" ← "));
  }

  /** MariaDB calls them one way, MySQL another. */
  private static double rows(JsonNode table) {
    return table.path("rows").asDouble(table.path("rows_examined_per_scan").asDouble(0));
  }

  private Scan scan(JsonNode node, String template) throws SQLException {
    String table = table(node.path("table_name").asString(""), template);
    String filter = node.path("attached_condition").asString("");
    Map<String, String> types = types(table);
    Map<String, String> equal = new LinkedHashMap<>();
    Map<String, String> ranges = new LinkedHashMap<>();
    Matcher matcher = COMPARISON.matcher(filter);
    while (matcher.find()) {
      boolean same = matcher.group(2).equals("=") || matcher.group(2).equals("<=>");
      if (types.containsKey(matcher.group(1))) {
        (same ? equal : ranges).putIfAbsent(matcher.group(1), matcher.group(3));
      }
    }
    List<String> columns = new ArrayList<>(equal.keySet());
    ranges.keySet().stream()
        .filter(each -> !equal.containsKey(each))
        .limit(1)
        .forEach(columns::add);
    String note = whyNone(filter, table, columns, types, equal);
    double filtered = node.path("filtered").asDouble(Double.NaN);
    double left = filtered < 100 ? rows(node) * filtered / 100 : Double.NaN;
    return new Scan(
        table, rows(node), left, filter, note.isEmpty() ? index(table, columns, types) : "", note);
  }

  private String whyNone(
      String filter,
      String table,
      List<String> columns,
      Map<String, String> types,
      Map<String, String> equal)
      throws SQLException {
    if (OR.matcher(filter).find()) {
      return Plan.JOINED_BY_OR;
    }
    if (columns.isEmpty()) {
      return "the filter compares no plain column: an index on its expression (a generated column)"
          + " could serve it.";
    }
    for (String column : columns) {
      String value = equal.getOrDefault(column, "");
      if (isText(types.get(column)) && value.matches("[(]*-?\\d.*")) {
        return "the column "
            + column
            + " holds texts and is compared with a number, so no index on it can be used: give the"
            + " parameter the column's type.";
      }
    }
    return leads(table, columns)
        ? "an index that begins with "
            + columns.get(0)
            + " exists and this plan does not use it: look at the real plan, and at the table's"
            + " statistics (ANALYZE TABLE)."
        : "";
  }

  private static boolean isText(String type) {
    return type != null && type.matches("char|varchar|(tiny|medium|long)?text|enum|set");
  }

  private static String index(String table, List<String> columns, Map<String, String> types) {
    List<String> indexed = columns.stream().limit(Plan.MOST_COLUMNS).toList();
    String name = (table + "_" + String.join("_", indexed)).replaceAll("\\W+", "_");
    return "CREATE INDEX "
        + name.substring(0, Math.min(64, name.length()))
        + " ON "
        + quoted(table)
        + " ("
        + indexed.stream()
            .map(
                column ->
                    quoted(column)
                        + (types.get(column).matches(".*(text|blob)")
                            ? "(" + INDEXED_CHARACTERS + ")"
                            : ""))
            .collect(Collectors.joining(", "))
        + ");";
  }

  /** What follows FROM, JOIN or UPDATE before the alias; the name itself where it is no alias. */
  private static String table(String alias, String template) {
    Matcher matcher =
        Pattern.compile(
                "(?i)(?:\\bfrom|\\bjoin|\\bupdate|,)\\s+(?:`?\\w+`?\\.)?`?(\\w+)`?\\s+(?:as\\s+)?`?"
                    + Pattern.quote(alias)
                    + "`?(?!\\w)")
            .matcher(template);
    return matcher.find() ? matcher.group(1) : alias;
  }

  /** Columns of a table in the connection's database, with their types. */
  private Map<String, String> types(String table) throws SQLException {
    Map<String, String> types = new HashMap<>();
    each(
        "select column_name, data_type from information_schema.columns"
            + " where table_schema = database() and table_name = ?",
        table,
        row -> types.put(row.getString(1), row.getString(2).toLowerCase(Locale.ROOT)));
    return types;
  }

  /** True where an index begins with one of the columns. */
  private boolean leads(String table, List<String> columns) throws SQLException {
    List<String> first = new ArrayList<>();
    each(
        "select column_name, seq_in_index from information_schema.statistics"
            + " where table_schema = database() and table_name = ? and seq_in_index = 1",
        table,
        row -> first.add(row.getString(1)));
    return first.stream().anyMatch(columns::contains);
  }

  @FunctionalInterface
  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String sql, String table, Row row) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          row.read(rows);
        }
      }
    }
  }

  private static String quoted(String name) {
    return name.matches("\\w+") ? name : "`" + name.replace("`", "``") + "`";
  }
}
