package io.sonde.analyzer.explain;

import io.sonde.analyzer.model.SqlTemplate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plans of MariaDB and MySQL. They plan no statement without its values, so each parameter gets one
 * that is made up, of the type that the application gave it: such a plan is approximate. Where no
 * type is known it is a string, which both turn into the column's type, so that an index stays
 * usable; a number would turn a column of strings into numbers, and no index serves that.
 *
 * <p>Both evaluate constant subqueries and functions while they plan, so that happens in a
 * transaction that may only read, and for a limited time.
 */
final class MariaDbPlans implements Plans {
  /** A plan takes milliseconds; our choice. */
  private static final int TIMEOUT_SECONDS = 5;

  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d{1,4})");

  /** MariaDB's number for a transaction that may only read. */
  private static final int READ_ONLY = 1792;

  private final Connection connection;
  private final DatabaseAddress address;

  MariaDbPlans(Connection connection, DatabaseAddress address) throws SQLException {
    this.connection = connection;
    this.address = address;
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    boolean mariaDb = connection.getMetaData().getDatabaseProductVersion().contains("MariaDB");
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          mariaDb
              ? "SET SESSION max_statement_time = " + TIMEOUT_SECONDS
              : "SET SESSION max_execution_time = " + TIMEOUT_SECONDS * 1_000);
    }
  }

  @Override
  public Plan plan(SqlTemplate template) throws SQLException {
    // A recording is not to be trusted: a second statement would be executed, not planned.
    if (template.text().indexOf(';') >= 0) {
      return Plan.none("the text holds more than one statement.");
    }
    String json;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN FORMAT=JSON " + withValues(template))) {
      json = rows.next() ? rows.getString(1) : "";
    } catch (SQLException refused) {
      connection.rollback();
      return Plan.none(
          refused.getErrorCode() == READ_ONLY
              ? "the server plans no change in a transaction that may only read."
              : address.masked(String.valueOf(refused.getMessage())));
    }
    Plan plan = new MariaDbPlan(connection).read(json, template.text());
    connection.rollback();
    return plan;
  }

  private static String withValues(SqlTemplate template) {
    List<String> types = template.typeList();
    return PARAMETER
        .matcher(template.text())
        .replaceAll(
            match -> {
              int number = Integer.parseInt(match.group(1));
              String type = number <= types.size() ? types.get(number - 1) : "";
              return Matcher.quoteReplacement(value(type));
            });
  }

  private static String value(String type) {
    return switch (type) {
      case "Byte", "Short", "Int", "Long", "integer" -> "1";
      case "Object:java.lang.Short", "Object:java.lang.Integer", "Object:java.lang.Long" -> "1";
      case "Float", "Double", "BigDecimal", "decimal", "Object:java.math.BigDecimal" -> "1.5";
      case "Object:java.lang.Float", "Object:java.lang.Double" -> "1.5";
      case "Boolean", "boolean", "Object:java.lang.Boolean" -> "TRUE";
      case "Date", "Object:java.time.LocalDate" -> "DATE'2026-01-01'";
      case "Time", "Object:java.time.LocalTime" -> "TIME'12:00:00'";
      case "Timestamp", "Object:java.time.LocalDateTime" -> "TIMESTAMP'2026-01-01 12:00:00'";
      case "Bytes" -> "X'31'";
      default -> "'1'";
    };
  }
}
