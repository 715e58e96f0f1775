package io.sonde.analyzer.explain;

import io.sonde.analyzer.model.SqlTemplate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Generic plans of PostgreSQL 12 and newer: those that it makes for a prepared statement without
 * looking at the values. The types of parameters are those that the application gave them, because
 * they decide about indexes; only where the server refuses them it infers its own. PostgreSQL 16
 * has EXPLAIN (GENERIC_PLAN) besides, which knows no types: it is the last resort there.
 */
final class PostgresPlans implements Plans {
  /** A plan takes milliseconds; our choice. */
  private static final int TIMEOUT_MILLIS = 5_000;

  private static final int GENERIC_PLAN_SINCE = 16;
  private static final int FORCED_PLAN_SINCE = 12;

  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
  private static final int MOST_PARAMETERS = 1_000;
  private static final String NAME = "sonde_plan";

  private final Connection connection;
  private final DatabaseAddress address;
  private final int version;

  PostgresPlans(Connection connection, DatabaseAddress address) throws SQLException {
    this.connection = connection;
    this.address = address;
    this.version = connection.getMetaData().getDatabaseMajorVersion();
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
  }

  @Override
  public Plan plan(SqlTemplate template) throws SQLException {
    if (version < FORCED_PLAN_SINCE) {
      return Plan.none("PostgreSQL " + version + " makes no generic plans on demand; 12 does.");
    }
    // A recording is not to be trusted: a second statement would be executed, not planned.
    if (template.text().indexOf(';') >= 0) {
      return Plan.none("the text holds more than one statement.");
    }
    int parameters = parameters(template.text());
    if (parameters > MOST_PARAMETERS) {
      return Plan.none("it has more than " + MOST_PARAMETERS + " parameters.");
    }
    List<String> ways = new ArrayList<>();
    String types = PostgresTypes.list(template, parameters);
    if (!types.isEmpty()) {
      ways.add("PREPARE " + NAME + types + " AS " + template.text());
    }
    ways.add(
        version >= GENERIC_PLAN_SINCE
            ? "EXPLAIN (GENERIC_PLAN, VERBOSE, FORMAT JSON) " + template.text()
            : "PREPARE " + NAME + " AS " + template.text());
    SQLException refused = null;
    for (String way : ways) {
      try {
        return read(way, parameters);
      } catch (SQLException e) {
        refused = refused == null || isAboutTypes(refused) ? e : refused;
        connection.rollback();
      }
    }
    String reason = refused == null ? "unknown" : String.valueOf(refused.getMessage());
    return Plan.none(address.masked(reason));
  }

  private static boolean isAboutTypes(SQLException refused) {
    return String.valueOf(refused.getSQLState()).startsWith("42");
  }

  private Plan read(String way, int parameters) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("SET LOCAL statement_timeout = " + TIMEOUT_MILLIS);
      statement.execute("SET LOCAL lock_timeout = " + TIMEOUT_MILLIS);
      statement.execute("SET LOCAL plan_cache_mode = force_generic_plan");
      String explain = way;
      if (way.startsWith("PREPARE")) {
        statement.execute(way);
        explain = "EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE " + NAME + nulls(parameters);
      }
      String json = text(statement, explain);
      if (way.startsWith("PREPARE")) {
        statement.execute("DEALLOCATE " + NAME);
      }
      Plan plan = new PostgresPlan(connection).read(json);
      connection.rollback();
      return plan;
    } catch (SQLException e) {
      forget();
      throw e;
    }
  }

  /** What is prepared outlives its transaction. */
  private void forget() throws SQLException {
    connection.rollback();
    try (Statement statement = connection.createStatement()) {
      statement.execute("DEALLOCATE " + NAME);
    } catch (SQLException nothingPrepared) {
      connection.rollback();
    }
  }

  private static String text(Statement statement, String sql) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        text.append(rows.getString(1)).append('\n');
      }
    }
    return text.toString();
  }

  private static String nulls(int parameters) {
    return parameters == 0
        ? ""
        : "(" + String.join(", ", Collections.nCopies(parameters, "NULL")) + ")";
  }

  private static int parameters(String template) {
    Matcher matcher = PARAMETER.matcher(template);
    return matcher
        .results()
        .map(each -> each.group(1))
        .mapToInt(digits -> digits.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(digits))
        .max()
        .orElse(0);
  }

  /** Types by which the application gave its parameters. */
  static final class PostgresTypes {
    private static final String INFERRED = "unknown";

    private PostgresTypes() {}

    /** {@code (int8, unknown)}; empty where none is known. */
    static String list(SqlTemplate template, int parameters) {
      List<String> given = template.typeList();
      List<String> types =
          IntStream.range(0, parameters)
              .mapToObj(i -> i < given.size() ? of(given.get(i)) : INFERRED)
              .toList();
      return types.stream().allMatch(INFERRED::equals) ? "" : "(" + String.join(", ", types) + ")";
    }

    /** As the driver sends them: it leaves strings of date and time to the server. */
    private static String of(String setter) {
      return switch (setter) {
        case "Byte", "Short", "Object:java.lang.Short" -> "int2";
        case "Int", "Object:java.lang.Integer" -> "int4";
        case "Long", "Object:java.lang.Long" -> "int8";
        case "Float", "Object:java.lang.Float" -> "float4";
        case "Double", "Object:java.lang.Double" -> "float8";
        case "BigDecimal", "Object:java.math.BigDecimal" -> "numeric";
        case "Boolean", "Object:java.lang.Boolean" -> "bool";
        case "String", "Object:java.lang.String" -> "varchar";
        case "Object:java.util.UUID" -> "uuid";
        case "Bytes" -> "bytea";
        case "Object:java.time.LocalDate" -> "date";
        case "Object:java.time.LocalDateTime" -> "timestamp";
        case "Object:java.time.OffsetDateTime" -> "timestamptz";
        default -> INFERRED;
      };
    }
  }
}
