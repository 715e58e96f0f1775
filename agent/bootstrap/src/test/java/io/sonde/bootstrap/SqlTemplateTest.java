package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTemplateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "select a from t where id = ? | select a from t where id = $1",
        "select a from t where b = 'sesame' and c > 2.5 | select a from t where b = $1 and c > $2",
        "select a from t where id in (?, ?, ?) and b = ? | select a from t where id in ($1) and b = $2",
        "select a from t where id in (1,2,3) limit 10 | select a from t where id in ($1) limit $2",
        "insert into t values (?, 'x'), (?, 'y') | insert into t values ($1, $2), ($3, $4)",
        "select a from t where d > date '2020-01-01' | select a from t where d > cast($1 as date)",
        "select now() - interval '1' day from t | select now() - cast($1 as interval) from t",
        "select cast(a as varchar(20)), b::numeric(10, 2) from t | select cast(a as varchar(20)), b::numeric(10, 2) from t",
        "select a, b from t order by 1, 2 desc limit 3 | select a, b from t order by 1, 2 desc limit $1",
        "update t set a = -5 where b = true -- why | update t set a = -$1 where b = $2",
      })
  void values_becomeNumberedParameters(String sql, String template) {
    assertThat(of(sql).text()).isEqualTo(template);
  }

  @Test
  void types_areOfSettersAndLiterals_byPlaceInTheTemplate() {
    SqlTemplate template =
        of("select a from t where b in (?, ?) and c = 'x' and d = ? and e = 1 and f = ?");
    assertThat(template.text())
        .isEqualTo("select a from t where b in ($1) and c = $2 and d = $3 and e = $4 and f = $5");
    assertThat(template.types(new String[] {"Long", "Long", "String", null}))
        .isEqualTo("Long,string,String,integer,");
    assertThat(template.types(new String[0])).isEqualTo(",string,,integer,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"commit", "{? = call twice(?)}", "create table t (a int)", "select 'no end"})
  void whatDatabasesDoNotPlan_hasNone(String sql) {
    SqlTemplate template = SqlTemplate.of(sql);
    assertThat(template == null || !template.text().contains("no end")).isTrue();
  }

  private static SqlTemplate of(String sql) {
    return Objects.requireNonNull(SqlTemplate.of(sql));
  }
}
