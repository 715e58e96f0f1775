package io.sonde.analyzer.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What SQL says stays, what a company has named does not. */
class SqlNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select o.id,o.total from orders o where o.id=? | select name1.name2,name1.name3 from name4 name1 where name1.name2=?",
        "insert into \"Audit Log\" (msg) values ($1) | insert into name1 (name2) values ($1)",
        "UPDATE `cart` SET qty = qty + ? WHERE [key id] IN (?) | UPDATE name1 SET name2 = name2 + ? WHERE name3 IN (?)",
        "select count(*) from t where a = 'O''Hara' | select count(*) from name1 where name2 = ?",
        "select Größe from maße | select name1 from name2",
        "commit | commit",
        "(unknown) | (unknown)"
      })
  void namesHaveStandIns(String statement, String masked) {
    assertThat(new SqlNames().masked(statement)).isEqualTo(masked);
  }

  @Test
  void equalNames_haveEqualStandIns_inAllStatements() {
    SqlNames names = new SqlNames();
    assertThat(names.masked("select * from orders")).isEqualTo("select * from name1");
    assertThat(names.masked("delete from lines")).isEqualTo("delete from name2");
    assertThat(names.masked("select * from ORDERS")).isEqualTo("select * from name1");
  }
}
