package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSystemsTest {
  @ParameterizedTest
  @CsvSource({
    "org.postgresql.jdbc.PgPreparedStatement, postgresql",
    "com.mysql.cj.jdbc.ClientPreparedStatement, mysql",
    "org.mariadb.jdbc.Statement, mariadb",
    "oracle.jdbc.driver.OraclePreparedStatement, oracle.db",
    "com.microsoft.sqlserver.jdbc.SQLServerStatement, microsoft.sql_server",
    "org.h2.jdbc.JdbcResultSet, h2database",
    "com.zaxxer.hikari.pool.HikariProxyPreparedStatement, other_sql",
    "com.acme.Statement, other_sql"
  })
  void driver_namesItsDatabase(String className, String system) {
    assertThat(DatabaseSystems.of(className)).isEqualTo(system);
  }
}
