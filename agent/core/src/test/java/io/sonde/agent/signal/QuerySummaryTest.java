package io.sonde.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of the semantic conventions, and what drivers send. */
class QuerySummaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select * from wuser_table | SELECT wuser_table",
        "SELECT * FROM songs, artists WHERE songs.artist_id = artists.id | SELECT songs",
        "select o.id from orders o join lines l on l.o = o.id | SELECT orders lines",
        "insert into shipping_details (order_id) select order_id from orders |"
            + " INSERT shipping_details SELECT orders",
        "update only stock set left = ? where id = ? | UPDATE stock",
        "delete from carts where id in (?) | DELETE carts",
        "select * from (select * from orders) x | SELECT SELECT orders",
        "create table if not exists t (id int) | CREATE t",
        "{? = call twice(?…)} | CALL twice",
        "select id from orders where id = ? for update | SELECT orders",
        "insert into t values (?…) on conflict (id) do update set a = ? | INSERT t",
        "commit | COMMIT",
        "with x as (select 1 from t) select * from x | WITH SELECT t SELECT x"
      })
  void operationsAndTables_inTheirOrder(String text, String summary) {
    assertThat(QuerySummary.of(text)).isEqualTo(summary);
  }

  @Test
  void nothing_isNothing() {
    assertThat(QuerySummary.of("")).isEmpty();
  }

  @Test
  void longStatement_isCutOff() {
    String text = "select 1" + " from some_table".repeat(100);
    assertThat(QuerySummary.of(text)).startsWith("SELECT some_table some_table").hasSize(255);
  }
}
