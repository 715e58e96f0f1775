package io.sonde.analyzer.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.SqlTemplate;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plans of a real PostgreSQL. */
class ExplainerIT {
  private static final String PASSWORD = "s3cret-of-anna";

  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    server = EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
    execute(
        """
        CREATE TABLE movement (id BIGINT PRIMARY KEY, product_id BIGINT NOT NULL, kind VARCHAR(9), at DATE);
        INSERT INTO movement SELECT n, n % 2000, 'kind-' || n % 3, date '2026-01-01' + n % 300
          FROM generate_series(1, 100000) AS n;
        CREATE TABLE "Small" (id INT, name TEXT);
        INSERT INTO "Small" SELECT n, 'x' FROM generate_series(1, 50) AS n;
        CREATE TABLE indexed (id BIGINT, owner_id BIGINT);
        INSERT INTO indexed SELECT n, n FROM generate_series(1, 50000) AS n;
        CREATE INDEX indexed_owner ON indexed (owner_id);
        CREATE ROLE anna LOGIN PASSWORD 'anna-password';
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO anna;
        ANALYZE;
        """
            .replace("anna-password", PASSWORD));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void explain_missingIndex_isProposedAsAStatement() {
    Finding finding = explained("select * from movement m where m.product_id = $1", "Long");
    assertThat(finding.recommendation())
        .startsWith(
            "Create the index that is missing: CREATE INDEX CONCURRENTLY ON movement"
                + " (product_id);");
    assertThat(finding.summary())
        .contains("reads all of the", "100,000", "m.product_id = $1", "generic plan", "can differ");
    assertThat(evidence(finding, "plan")).contains("Seq Scan on movement");
    assertThat(evidence(finding, "missing index")).endsWith("movement (product_id);");
    assertThat(finding.evidence())
        .anySatisfy(
            each -> {
              assertThat(each.label()).isEqualTo("rows that its filter leaves, estimated");
              assertThat(each.value()).isBetween(20.0, 100.0);
            });
  }

  /** What is proposed must be right: created, it is used. */
  @Test
  void explain_proposedIndex_canBeCreatedAndIsUsed() throws SQLException {
    execute("CREATE TABLE lacking AS SELECT * FROM movement; ANALYZE lacking;");
    String query = "select 1 from lacking where product_id = $1 and kind = $2 and at > $3";
    Finding before = explained(query, "Long,String,");
    String proposed = evidence(before, "missing index");
    assertThat(proposed).contains("lacking (").contains("product_id", "kind");
    execute(proposed);
    assertThat(evidence(explained(query, "Long,String,"), "plan"))
        .contains("Index")
        .contains("lacking");
  }

  @Test
  void explain_goodIndex_saysThatNothingIsReadFromEndToEnd() {
    Finding finding = explained("select id from indexed where owner_id = $1", "Long");
    assertThat(evidence(finding, "plan")).contains("indexed_owner");
    assertThat(finding.summary()).contains("reads no large table");
    assertThat(finding.recommendation()).isEqualTo("Do something.");
  }

  /** A parameter of another type than the column keeps the index from being used. */
  @Test
  void explain_typesOfTheApplication_decideAboutThePlan() {
    Finding finding = explained("select id from indexed where owner_id = $1", "BigDecimal");
    assertThat(evidence(finding, "plan")).contains("Seq Scan on indexed");
    assertThat(finding.recommendation()).contains("casts the column owner_id to numeric");
    assertThat(finding.evidence()).noneMatch(each -> each.label().equals("missing index"));
  }

  /** The driver's types are the application's word, but not the database's last. */
  @Test
  void explain_typesThatTheServerRefuses_areLeftToIt() {
    Finding finding = explained("select id from movement where at = $1 and id = $2", "Int,Long");
    assertThat(evidence(finding, "plan")).contains("movement_pkey");
  }

  @Test
  void explain_smallTable_hasNoIndexProposed() {
    Finding finding = explained("select name from \"Small\" where id = $1", "Int");
    assertThat(evidence(finding, "plan")).contains("Seq Scan on Small");
    assertThat(finding.evidence()).noneMatch(each -> each.label().equals("missing index"));
  }

  @Test
  void explain_filterThatKeepsMostRowsOrJoinsByOr_hasNoIndexProposed() {
    assertThat(explained("select id from movement where kind = $1", "String").recommendation())
        .contains("more than a tenth");
    assertThat(
            explained("select id from movement where product_id = $1 or at = $2", "Long,")
                .recommendation())
        .contains("UNION");
  }

  @Test
  void explain_updates_arePlannedAndNeverExecuted() throws SQLException {
    Finding finding = explained("delete from movement where product_id = $1", "Long");
    assertThat(finding.recommendation()).contains("movement (product_id)");
    assertThat(explained("update movement set kind = $1", "String").summary()).contains("plan");
    assertThat(count("movement")).isEqualTo(100_000);
  }

  /** A recording may come from anybody. */
  @Test
  void explain_secondStatementInATemplate_isNeverSent() throws SQLException {
    Finding finding = explained("select 1; commit; drop table movement", "");
    assertThat(evidence(finding, "plan")).startsWith("no plan: ").contains("more than one");
    assertThat(count("movement")).isEqualTo(100_000);
  }

  @Test
  void explain_whatTheServerRefuses_isNoPlanWithItsMessage() {
    Finding finding = explained("select * from vanished where id = $1", "Long");
    assertThat(evidence(finding, "plan")).contains("no plan", "vanished", "does not exist");
    assertThat(finding.recommendation()).isEqualTo("Do something.");
  }

  @Test
  void explain_severalStatements_eachAfterARefusedOne() {
    Analysis analysis =
        analysis(
            List.of("select * from vanished", "select 1 from movement m where m.product_id = $1"),
            "Long");
    List<Finding> findings = explain(url("postgres", ""), analysis).analysis().findings();
    assertThat(findings).hasSize(2);
    assertThat(findings).anySatisfy(each -> assertThat(evidence(each, "plan")).contains("no plan"));
    assertThat(findings)
        .anySatisfy(each -> assertThat(evidence(each, "missing index")).contains("movement"));
  }

  @Test
  void explain_withoutTemplate_isNoPlan() {
    RequestSketch sketch = new RequestSketch();
    long id = sketch.request("GET /", "w", 0, 10, 0);
    sketch.statement(id, "w", 0, 5, "call x()");
    Analysis analysis =
        new Analysis(sketch.build(), List.of(), List.of(found(List.of("call x()"))));
    Finding finding = explain(url("postgres", ""), analysis).analysis().findings().get(0);
    assertThat(evidence(finding, "plan")).contains("no plan", "sonde.SqlTemplate");
  }

  @Test
  void explain_serverThatIsNotThere_isOneSentenceAndTheAnalysisStands() {
    Analysis analysis = analysis(List.of("select 1"), "");
    Explanation explanation =
        explain("jdbc:postgresql://anna:" + PASSWORD + "@localhost:1/x", analysis);
    assertThat(explanation.analysis()).isSameAs(analysis);
    assertThat(explanation.notes())
        .singleElement()
        .asString()
        .contains("jdbc:postgresql://localhost:1/x", "stands without plans")
        .doesNotContain(PASSWORD)
        .doesNotContain("\n");
  }

  @Test
  void explain_wrongPasswordOrUnknownProduct_keepsTheSecret() {
    Analysis analysis = analysis(List.of("select 1"), "");
    for (String url :
        List.of(
            "jdbc:postgresql://nobody:" + PASSWORD + "@localhost:" + server.getPort() + "/nowhere",
            "jdbc:oracle:thin://anna:" + PASSWORD + "@db/x")) {
      Explanation explanation = explain(url, analysis);
      assertThat(explanation.analysis()).isSameAs(analysis);
      assertThat(explanation.notes()).singleElement().asString().doesNotContain(PASSWORD);
    }
  }

  @Test
  void explain_asARoleThatMayOnlyRead_works() {
    Analysis analysis = analysis(List.of("select 1 from movement where product_id = $1"), "Long");
    Explanation explanation = explain(url("anna", ":" + PASSWORD), analysis);
    assertThat(explanation.notes()).isEmpty();
    assertThat(evidence(explanation.analysis().findings().get(0), "missing index"))
        .contains("product_id");
  }

  /** The table of statements tells their plans too. */
  @Test
  void explain_statementThatNoFindingNames_isPlanned() {
    String query = "select 1 from movement m where m.product_id = $1";
    RequestSketch sketch = new RequestSketch();
    long id = sketch.request("GET /", "w", 0, 10, 0);
    sketch.statement(id, "w", 0, 5, query);
    sketch.statement(id, "w", 5, 9, "COMMIT");
    var sql = sketch.builder().sql();
    sql.template(sql.text(query), new SqlTemplate(query, "Long"));
    Analysis analysis = new Analysis(sketch.build(), List.of(), List.of());
    var plans = explain(url("postgres", ""), analysis).analysis().plans();
    assertThat(plans).containsOnlyKeys(query);
    assertThat(plans.get(query).words()).contains("Seq Scan on movement");
    assertThat(plans.get(query).advice())
        .containsExactly("CREATE INDEX CONCURRENTLY ON movement (product_id);");
  }

  @Test
  void explain_nothingToPlan_saysSo() {
    Analysis analysis = new Analysis(new RequestSketch().build(), List.of(), List.of());
    assertThat(explain(url("postgres", ""), analysis).notes())
        .singleElement()
        .asString()
        .contains("nothing to explain");
  }

  private static String url(String user, String password) {
    return "jdbc:postgresql://" + user + password + "@localhost:" + server.getPort() + "/postgres";
  }

  static Explanation explain(String url, Analysis analysis) {
    return new Explainer(DatabaseAddress.parse(url, Map.of())).explain(analysis);
  }

  private static Finding explained(String template, String types) {
    Explanation explanation = explain(url("postgres", ""), analysis(List.of(template), types));
    assertThat(explanation.notes()).isEmpty();
    return explanation.analysis().findings().get(0);
  }

  static Analysis analysis(List<String> templates, String types) {
    RequestSketch sketch = new RequestSketch();
    sketch.request("GET /", "w", 0, 10, 0);
    for (String template : templates) {
      var sql = sketch.builder().sql();
      sql.template(sql.text(template), new SqlTemplate(template, types));
    }
    return new Analysis(sketch.build(), List.of(), List.of(found(templates)));
  }

  private static RuleResult found(List<String> texts) {
    return new RuleResult.Found(
        "slow-query",
        texts.stream()
            .map(
                text ->
                    new Finding(
                        "slow-query",
                        Severity.WARNING,
                        0.5,
                        ImpactOf.WAITING_TIME,
                        "A query is slow",
                        "It is.",
                        "Do something.",
                        List.of(Evidence.text(Evidence.STATEMENT, text)),
                        List.of(),
                        null,
                        0,
                        1))
            .toList());
  }

  static String evidence(Finding finding, String label) {
    return finding.evidence().stream()
        .filter(each -> each.label().equals(label))
        .map(Evidence::text)
        .findFirst()
        .orElse("");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(String table) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
