package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FreshStatementsTest {
  private final RequestStretch stretch =
      RequestStretch.entry(
          new ActiveRequest(1, null, Requests.ENTRY, new TraceIdentity(null, null, null, null)),
          new ThreadLocal<>());

  @BeforeEach
  @AfterEach
  void forgetAll() {
    StatementTexts.clear();
  }

  @Test
  void statementOfTheThreadsConnection_isFoundWithoutTheSharedMap() {
    Object connection = new Object();
    Object statement = new Object();
    stretch.acquired(connection);
    stretch.prepared(statement, SqlText.of("select a"));
    assertThat(stretch.textOf(statement).text()).isEqualTo("select a");
    assertThat(StatementTexts.get(statement)).isNull();
    stretch.closes(connection);
    stretch.leave();
    assertThat(StatementTexts.get(statement)).isNull();
  }

  @Test
  void connectionThatStaysOpen_leavesItsStatementsToOthers() {
    Object statement = new Object();
    stretch.acquired(new Object());
    stretch.prepared(statement, SqlText.of("select a"));
    stretch.leave();
    assertThat(StatementTexts.get(statement).text()).isEqualTo("select a");
  }

  @Test
  void twoConnectionsAtOnce_shareAll_whicheverIsClosed() {
    Object first = new Object();
    Object ofFirst = new Object();
    Object ofSecond = new Object();
    stretch.acquired(first);
    stretch.prepared(ofFirst, SqlText.of("select a"));
    stretch.acquired(new Object());
    stretch.prepared(ofSecond, SqlText.of("select b"));
    stretch.closes(first);
    stretch.acquired(new Object());
    assertThat(stretch.textOf(ofFirst)).isNull();
    assertThat(StatementTexts.get(ofFirst).text()).isEqualTo("select a");
    assertThat(StatementTexts.get(ofSecond).text()).isEqualTo("select b");
  }

  @Test
  void anotherConnectionsClose_forgetsNothing() {
    Object statement = new Object();
    stretch.acquired(new Object());
    stretch.prepared(statement, SqlText.of("select a"));
    stretch.closes(new Object());
    assertThat(stretch.textOf(statement)).isNotNull();
  }

  /** A pool's connection prepares it, then its superclass, then another method of that. */
  @Test
  void statementOfSeveralMethods_takesOnePlace() {
    Object connection = new Object();
    List<Object> statements = new ArrayList<>();
    stretch.acquired(connection);
    for (int i = 0; i < 24; i++) {
      if (i % 3 == 0) {
        statements.add(new Object());
      }
      stretch.prepared(statements.get(i / 3), SqlText.of("select d" + i / 3));
    }
    for (int i = 0; i < statements.size(); i++) {
      assertThat(StatementTexts.get(statements.get(i))).isNull();
      assertThat(stretch.textOf(statements.get(i)).text()).isEqualTo("select d" + i);
    }
  }

  @Test
  void manyStatements_areAllFound() {
    List<Object> statements = new ArrayList<>();
    stretch.acquired(new Object());
    for (int i = 0; i < 100; i++) {
      Object statement = new Object();
      statements.add(statement);
      stretch.prepared(statement, SqlText.of("select c" + i));
    }
    for (int i = 0; i < statements.size(); i++) {
      SqlText fresh = stretch.textOf(statements.get(i));
      SqlText text = fresh == null ? StatementTexts.get(statements.get(i)) : fresh;
      assertThat(text.text()).isEqualTo("select c" + i);
    }
  }
}
