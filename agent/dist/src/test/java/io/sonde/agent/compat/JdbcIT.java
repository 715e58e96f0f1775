package io.sonde.agent.compat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.testing.Compiler;
import io.sonde.agent.testing.JvmProcess;
import io.sonde.agent.testing.WrittenRecording;
import io.sonde.events.EventNames;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements in known numbers, through HikariCP and H2 and through H2 alone. */
class JdbcIT {
  private static final String SELECT = "select card from orders where id = ?";
  private static final String INSERT = "insert into orders values (?…)";
  private static final String POOLED = "com.acme.jdbc.Orders.pooled";
  private static final int ROUNDS = 10;
  private static final int SELECTS = 3;

  @TempDir Path directory;

  static Stream<Path> javaHomes() {
    return JvmProcess.javaHomes();
  }

  @ParameterizedTest
  @MethodSource("javaHomes")
  void everyStatement_once_withItsRequest_andWithoutItsValues(Path javaHome) throws Exception {
    WrittenRecording recording = run(javaHome);
    recording.assertClean();
    assertRequests(recording);
    assertStatements(recording);
    assertAcquires(recording);
    assertNested(recording);
    assertTemplates(recording);
    assertThat(recording.events().toString()).doesNotContain("sesame");
    assertThat(recording.ofType(EventNames.SQL_CALLER))
        .filteredOn(caller -> caller.getString("text").equals(SELECT))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(
            caller ->
                caller.getStackTrace().getFrames().stream()
                    .anyMatch(frame -> frame.getMethod().getName().equals("find")));
  }

  /** An insert, three selects and a commit each. */
  private static void assertRequests(WrittenRecording recording) {
    assertThat(recording.ofType(EventNames.REQUEST))
        .filteredOn(request -> request.getString("route").equals(POOLED))
        .hasSize(ROUNDS)
        .allSatisfy(
            request -> {
              assertThat(request.getLong("sqlCount")).isEqualTo(SELECTS + 2);
              assertThat(request.getLong("sqlNanos"))
                  .isPositive()
                  .isLessThan(request.getDuration().toNanos());
              assertThat(request.getLong("connectionNanos")).isPositive();
              assertThat(details(recording, EventNames.SQL_STATEMENT, request))
                  .hasSize(SELECTS + 2);
              assertThat(details(recording, EventNames.CONNECTION_ACQUIRE, request)).hasSize(1);
            });
    long total =
        recording.ofType(EventNames.ROUTE_TIMING).stream()
            .filter(route -> route.getString("route").equals(POOLED))
            .mapToLong(route -> route.getLong("sqlCount"))
            .sum();
    assertThat(total).isEqualTo(ROUNDS * (SELECTS + 2L));
  }

  /** The outer's figures hold the inner's; each statement's event is of one of them. */
  private static void assertNested(WrittenRecording recording) {
    List<RecordedEvent> outer = requests(recording, "com.acme.jdbc.Orders.nested");
    List<RecordedEvent> inner = requests(recording, "com.acme.jdbc.Orders.inner");
    assertThat(outer).hasSize(3).allMatch(each -> each.getLong("sqlCount") == 3);
    assertThat(inner).hasSize(3).allMatch(each -> each.getLong("sqlCount") == 2);
    for (int i = 0; i < 3; i++) {
      RecordedEvent around = outer.get(i);
      assertThat(inner)
          .filteredOn(each -> each.getLong("parentId") == around.getLong("requestId"))
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.getLong("sqlNanos")).isLessThan(around.getLong("sqlNanos"));
                assertThat(each.getLong("connectionNanos"))
                    .isLessThan(around.getLong("connectionNanos"));
                assertThat(each.getLong("cpuNanos")).isLessThan(around.getLong("cpuNanos"));
                assertThat(details(recording, EventNames.SQL_STATEMENT, each)).hasSize(2);
              });
      assertThat(details(recording, EventNames.SQL_STATEMENT, around)).hasSize(1);
    }
    assertThat(statements(recording, "select count(*) from orders")).hasSize(9);
  }

  private static List<RecordedEvent> requests(WrittenRecording recording, String route) {
    return recording.ofType(EventNames.REQUEST).stream()
        .filter(request -> request.getString("route").equals(route))
        .toList();
  }

  private static List<RecordedEvent> details(
      WrittenRecording recording, String type, RecordedEvent request) {
    return recording.ofType(type).stream()
        .filter(event -> event.getLong("requestId") == request.getLong("requestId"))
        .filter(
            event ->
                !event.getStartTime().isBefore(request.getStartTime())
                    && !event.getEndTime().isAfter(request.getEndTime()))
        .toList();
  }

  private static void assertStatements(WrittenRecording recording) {
    assertThat(statements(recording, SELECT))
        .hasSize(ROUNDS * SELECTS)
        .allMatch(each -> each.getLong("rows") == 1 && each.getString("error").isEmpty());
    assertFetches(recording);
    assertThat(statements(recording, "commit")).hasSizeGreaterThanOrEqualTo(ROUNDS);
    List<RecordedEvent> inserts = statements(recording, INSERT);
    assertThat(inserts).filteredOn(each -> each.getInt("batchSize") == 1).hasSize(ROUNDS);
    assertThat(inserts)
        .filteredOn(each -> each.getInt("batchSize") == 5)
        .hasSize(1)
        .allMatch(each -> each.getLong("rows") == 5);
    assertThat(statements(recording, "select nothing from orders where card = ?"))
        .hasSize(1)
        .allMatch(each -> each.getString("error").startsWith("org.h2."));
    assertThat(statements(recording, "update orders set card = ? where id = ?"))
        .as("without a pool, without a request")
        .hasSize(4)
        .allMatch(each -> each.getLong("rows") == 1 && each.getLong("requestId") == 0);
    assertThat(statements(recording, "{? = call twice(?…)}")).hasSize(1);
  }

  /** Five orders, each asked for by itself, in result sets that nobody closes. */
  private static void assertFetches(WrittenRecording recording) {
    String all = "select id from orders where id > ?";
    assertThat(statements(recording, all)).hasSize(1).allMatch(each -> each.getLong("rows") == 5);
    assertThat(statements(recording, "select id, card from orders where id = ?"))
        .hasSize(5)
        .allMatch(each -> each.getLong("rows") == 1);
    assertThat(recording.ofType(EventNames.SQL_CALLER))
        .filteredOn(caller -> caller.getString("text").equals(all))
        .hasSize(1)
        .allMatch(caller -> caller.getInt("fetchSize") == 50);
  }

  /** The database itself plans them. */
  private static void assertTemplates(WrittenRecording recording) throws SQLException {
    List<RecordedEvent> templates = recording.ofType(EventNames.SQL_TEMPLATE);
    assertThat(templates)
        .extracting(each -> each.getString("template") + " " + each.getString("types"))
        .contains(
            "select card from orders where id = $1 Int",
            "insert into orders values ($1, $2) Int,string",
            "update orders set card = $1 where id = $2 string,integer");
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:templates");
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute("create table orders (id int primary key, card varchar(40))");
      for (RecordedEvent template : templates) {
        String text = template.getString("template");
        if (!text.startsWith("select nothing")) { // which no database knows
          try (PreparedStatement planned = connection.prepareStatement("explain " + text)) {
            for (int i = 1; text.contains("$" + i); i++) {
              planned.setNull(i, java.sql.Types.NULL);
            }
            assertThat(planned.executeQuery().next()).as(text).isTrue();
          }
        }
      }
    }
  }

  private static void assertAcquires(WrittenRecording recording) {
    assertThat(recording.ofType(EventNames.CONNECTION_ACQUIRE))
        .filteredOn(each -> each.getString("pool").equals("orders-pool"))
        .as("asked for of the pool; it asks the driver for some itself")
        .hasSize(ROUNDS + 4 + 9);
  }

  private static List<RecordedEvent> statements(WrittenRecording recording, String text) {
    return recording.ofType(EventNames.SQL_STATEMENT).stream()
        .filter(event -> event.getString("text").equals(text))
        .toList();
  }

  private WrittenRecording run(Path javaHome) throws Exception {
    String jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar -> jar.matches(".*/(HikariCP|h2|slf4j-api)-[^/]*\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));
    Path classes = Compiler.compile("jdbc", directory.resolve("classes"), "-cp", jars);
    Path file = directory.resolve("jdbc.jfr");
    String agent =
        "-javaagent:"
            + System.getProperty("sonde.agent.jar")
            + "=entry=com.acme.jdbc.Orders#pooled,com.acme.jdbc.Orders#failing"
            + ",com.acme.jdbc.Orders#nested,com.acme.jdbc.Orders#inner,file="
            + file;
    List<String> arguments =
        List.of(agent, "-cp", classes + File.pathSeparator + jars, "com.acme.jdbc.Orders");
    try (JvmProcess jvm = JvmProcess.start(javaHome, directory, arguments)) {
      assertThat(jvm.awaitExit()).as(jvm.stderr()).isZero();
      assertThat(jvm.stderr()).doesNotContain("suppressed", "VerifyError");
    }
    return WrittenRecording.read(file);
  }
}
