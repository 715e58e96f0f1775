package io.sonde.analyzer.rule.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementTextTest {
  @Test
  void forMany_asksForAListOfWhatWasComparedWithOne() {
    assertThat(StatementText.forMany("select r.id from review r where r.product_id=?"))
        .isEqualTo("select r.id from review r where r.product_id in (?, …)");
    assertThat(StatementText.forMany("select * from \"Order\" WHERE (paid = ? and x > ?)"))
        .isEqualTo("select * from \"Order\" WHERE (paid in (?, …) and x > ?)");
    assertThat(StatementText.forMany("select nextval(?)")).isEmpty();
  }

  @Test
  void brief_leavesTheColumnsOut() {
    String columns = "a.column_with_a_long_name, ".repeat(20);
    assertThat(StatementText.brief("select " + columns + "b from shelf a where a.id = ?"))
        .isEqualTo("select … from shelf a where a.id = ?");
    assertThat(StatementText.brief("select a from shelf")).isEqualTo("select a from shelf");
  }

  @Test
  void table_isTheFirstNamed() {
    assertThat(StatementText.table("select a from sales.shelf s join b on x"))
        .isEqualTo("sales.shelf");
    assertThat(StatementText.table("insert into shelf (a) values (?)")).isEqualTo("shelf");
    assertThat(StatementText.table("values (?)")).isEmpty();
  }

  @Test
  void store_isNamedBeforeItsCommand() {
    assertThat(StatementText.store("redis: GET user:…")).isEqualTo("redis");
    assertThat(StatementText.store("mongodb: find shop.orders")).isEqualTo("mongodb");
    assertThat(StatementText.store("select 'redis: GET'")).isEmpty();
    assertThat(StatementText.isQuery("redis: HGETALL cart:…")).isTrue();
    assertThat(StatementText.isQuery("mongodb: insert shop.orders")).isFalse();
  }

  @Test
  void isQuery_bySelectWithAndValues() {
    assertThat(StatementText.isQuery(" SELECT 1")).isTrue();
    assertThat(StatementText.isQuery("with x as (…) select")).isTrue();
    assertThat(StatementText.isQuery("update x set y = ?")).isFalse();
  }
}
