package io.sonde.analyzer.explain;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.StatementPlan;
import io.sonde.analyzer.model.SqlTable;
import io.sonde.analyzer.model.SqlTemplate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Adds plans to an analysis: to the findings whose evidence holds a statement, and to the
 * statements that took most time. It reads, never executes a recorded statement, and never fails:
 * an analysis stands without plans.
 */
public final class Explainer {
  /**
   * Statements that are explained: those of findings, and as many as reports list. Each may take
   * its whole timeout where a table is locked. Our choice.
   */
  private static final int MOST = 40;

  /** Seconds; a database that is there answers sooner. Our choice. */
  private static final String CONNECT_SECONDS = "10";

  private static final String ANSWER_SECONDS = "30";

  private final DatabaseAddress address;

  public Explainer(DatabaseAddress address) {
    this.address = address;
  }

  public Explanation explain(Analysis analysis) {
    List<String> texts =
        Stream.concat(
                analysis.findings().stream()
                    .map(Explainer::statement)
                    .filter(text -> !text.isEmpty()),
                planned(analysis.recording().sql()))
            .distinct()
            .limit(MOST)
            .toList();
    if (texts.isEmpty()) {
      return new Explanation(
          analysis,
          List.of("The recording holds no statement to plan, so there was nothing to explain."));
    }
    try (Connection connection = connect()) {
      Plans plans = plans(connection);
      Map<String, Plan> byText = new LinkedHashMap<>();
      for (String text : texts) {
        byText.put(text, plan(plans, analysis.recording().sql(), text));
      }
      return new Explanation(with(analysis, byText), List.of());
    } catch (SQLException | RuntimeException e) {
      return new Explanation(analysis, List.of(sentence(e)));
    }
  }

  private String sentence(Exception e) {
    String message = address.masked(String.valueOf(e.getMessage()));
    return "Nothing was explained: "
        + address
        + " cannot be asked ("
        + (message.endsWith(".") ? message.substring(0, message.length() - 1) : message)
        + "). The analysis stands without plans.";
  }

  /** Texts that can be planned, most time first. */
  private static Stream<String> planned(SqlTable sql) {
    long[] nanos = new long[sql.texts().size()];
    for (int i = 0; i < sql.size(); i++) {
      nanos[sql.text(i)] += sql.durationNanos(i);
    }
    return IntStream.range(0, nanos.length)
        .filter(text -> nanos[text] > 0 && sql.template(text) != null)
        .boxed()
        .sorted(Comparator.comparingLong(text -> -nanos[text]))
        .map(sql.texts()::get);
  }

  private static String statement(Finding finding) {
    return finding.evidence().stream()
        .filter(each -> each.label().equals(Evidence.STATEMENT))
        .map(Evidence::text)
        .findFirst()
        .orElse("");
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    if (!address.user().isEmpty()) {
      properties.setProperty("user", address.user());
    }
    if (!address.password().isEmpty()) {
      properties.setProperty("password", address.password());
    }
    if (address.product().equals("postgresql")) {
      properties.setProperty("connectTimeout", CONNECT_SECONDS);
      properties.setProperty("loginTimeout", CONNECT_SECONDS);
      properties.setProperty("socketTimeout", ANSWER_SECONDS);
      properties.setProperty("ApplicationName", "sonde");
      // Else the driver takes $1 for a parameter of its own, which EXPLAIN (GENERIC_PLAN) has none
      // of.
      properties.setProperty("preferQueryMode", "simple");
    }
    if (isMariaDb()) {
      properties.setProperty("connectTimeout", CONNECT_SECONDS + "000");
      properties.setProperty("socketTimeout", ANSWER_SECONDS + "000");
      // The driver is MariaDB's, which speaks MySQL's protocol too.
      return DriverManager.getConnection(
          address.url().replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"), properties);
    }
    return DriverManager.getConnection(address.url(), properties);
  }

  private boolean isMariaDb() {
    return address.product().equals("mariadb") || address.product().equals("mysql");
  }

  private Plans plans(Connection connection) throws SQLException {
    if (address.product().equals("postgresql")) {
      return new PostgresPlans(connection, address);
    }
    if (isMariaDb()) {
      return new MariaDbPlans(connection, address);
    }
    throw new SQLException(
        "plans of " + address.product() + " are not read; PostgreSQL's, MariaDB's and MySQL's are");
  }

  private static Plan plan(Plans plans, SqlTable sql, String text) throws SQLException {
    int number = sql.texts().indexOf(text);
    SqlTemplate template = number < 0 ? null : sql.template(number);
    return template == null
        ? Plan.none(
            "the recording holds no sonde.SqlTemplate for it, as for a call, a statement that was"
                + " cut, or one of an older agent.")
        : plans.plan(template);
  }

  private static Analysis with(Analysis analysis, Map<String, Plan> plans) {
    List<RuleResult> results = new ArrayList<>();
    for (RuleResult result : analysis.results()) {
      results.add(
          result instanceof RuleResult.Found found
              ? new RuleResult.Found(
                  found.rule(),
                  found.findings().stream()
                      .map(
                          finding -> {
                            Plan plan = plans.get(statement(finding));
                            return plan == null ? finding : ExplainedFinding.of(finding, plan);
                          })
                      .toList())
              : result);
    }
    Map<String, StatementPlan> told = new LinkedHashMap<>();
    plans.forEach((text, plan) -> told.put(text, plan.told()));
    return new Analysis(analysis.recording(), analysis.files(), List.copyOf(results), told);
  }
}
