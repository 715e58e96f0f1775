package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlTextTest {
  private static final long SECOND_NANOS = 1_000_000_000;

  @BeforeEach
  @AfterEach
  void clear() {
    SqlText.clear();
  }

  @Test
  void textsThatDifferInValues_areOne() {
    SqlText one = SqlText.of("select a from t where id = 1");
    assertThat(SqlText.of("select  a from t where id = 2")).isSameAs(one);
    assertThat(one.text()).isEqualTo("select a from t where id = ?");
    assertThat(SqlText.of(null).text()).isEqualTo("(unknown)");
  }

  @Test
  void whoPutsTextsTogether_cannotFillTheHeap() {
    for (int i = 0; i < 3 * SqlText.MOST_REMEMBERED; i++) {
      SqlText.of("select a from t where id = " + i);
    }
    assertThat(SqlText.remembered()).isEqualTo(SqlText.MOST_REMEMBERED);
    SqlText.clear();
    String rows = "insert into t values (1)" + ", (1)".repeat(SqlText.LONGEST_REMEMBERED);
    assertThat(SqlText.of(rows).text()).isEqualTo("insert into t values (?…)");
    assertThat(SqlText.remembered()).isZero();
  }

  @Test
  void caller_isWanted_threeTimesAndThenOnceASecond() {
    SqlText text = SqlText.of("select 1");
    long now = System.nanoTime();
    for (int i = 0; i < 3; i++) {
      assertThat(text.wantsCaller(now + i)).isTrue();
    }
    assertThat(text.wantsCaller(now + 10)).isFalse();
    assertThat(text.wantsCaller(now + SECOND_NANOS + 2)).isTrue();
    assertThat(text.wantsCaller(now + SECOND_NANOS + 3)).isFalse();
  }

  @Test
  void statements_areKnownByIdentity_andForgottenWhenGone() {
    String statement = new String("equal");
    StatementTexts.put(statement, SqlText.of("select a"));
    StatementTexts.put(new String("equal"), SqlText.of("select b"));
    assertThat(StatementTexts.get(statement).text()).isEqualTo("select a");
    assertThat(StatementTexts.get(new String("equal"))).isNull();
  }
}
