package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlNormaliserTest {
  private static final String SECRET = "4711secret";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "select * from orders where id = 17 | select * from orders where id = ?",
        "select 1.5e-3, -2, +.5, 0x1F | select ?, -?, +.?, ?",
        "select a1, t2.b3 from t2 | select a1, t2.b3 from t2",
        "select 'it''s', N'x', E'y', x'1F' | select ?, ?, ?, ?",
        "where name in ('a', 'b',  'c') | where name in (?…)",
        "where id in (?,?,?) and x = ? | where id in (?…) and x = ?",
        "insert into t values (1, 'a'), (2, 'b'), (3, 'c') | insert into t values (?…)",
        "select count(*) from t where f(x, 1) | select count(*) from t where f(x, ?)",
        "select \"Order\".\"id\", `key` from t | select \"Order\".\"id\", `key` from t",
        "select $1, :name, :1, ?::int | select $1, :name, :1, ?::int",
        "select $$a 'b'$$, $tag$x$$y$tag$ | select ?, ?",
        "where open = true and closed = FALSE | where open = ? and closed = ?",
        "/* trace 4711 */ select 1 -- for alice | select ?",
        "{call pay(?, 5)} | {call pay(?…)}"
      })
  void values_areTakenOut(String sql, String expected) {
    assertThat(SqlNormaliser.normalise(sql)).isEqualTo(expected);
  }

  @Test
  void whiteSpace_isOneBlank() {
    assertThat(SqlNormaliser.normalise("  select\n\t a\r\n  from   t "))
        .isEqualTo("select a from t");
  }

  /** What cannot be read to its end, or is read differently by databases, is a value. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select '" + SECRET,
        "select 'a\\' , '" + SECRET + "' , 'b'",
        "select 'a\\'' || " + SECRET + " from t",
        "select $x$" + SECRET,
        "/* " + SECRET,
        "-- " + SECRET,
        "select x -- '\n, '" + SECRET + "'",
        "select U&'" + SECRET + "'",
        "select " + SECRET
      })
  void noValueGetsOut(String sql) {
    assertThat(SqlNormaliser.normalise(sql)).doesNotContain("4711", SECRET);
  }

  @Test
  void longTexts_areCut() {
    String list = "a, ".repeat(5_000);
    assertThat(SqlNormaliser.normalise("select " + list + " b from t")).hasSizeLessThan(2_100);
  }

  @Test
  void anything_isRead_toItsEnd() {
    Random random = new Random(5);
    String alphabet = "'\"`$?#-/*\\ \n(),.:;aE14+xN_";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder sql = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(SqlNormaliser.normalise(sql.toString()).length()).isLessThan(100);
    }
  }
}
