package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows of result sets, for which any object will do. */
class FetchedRowsTest {
  @AfterEach
  void closeAll() {
    FetchedRows.closeAll();
  }

  @Test
  void rows_countUntilThereAreNoMore() {
    Object resultSet = new Object();
    SqlStatementEvent event = open(resultSet);
    for (int i = 0; i < 3; i++) {
      FetchedRows.next(resultSet, true);
    }
    FetchedRows.next(resultSet, false);
    FetchedRows.next(resultSet, true);
    assertThat(event.rows).isEqualTo(3);
  }

  @Test
  void aQueryForEachRow_whoseResultSetsNobodyCloses_doesNotEndTheFirst() {
    Object outer = new Object();
    Object[] inner = new Object[20];
    SqlStatementEvent event = open(outer);
    for (int i = 0; i < inner.length; i++) {
      FetchedRows.next(outer, true);
      inner[i] = new Object();
      SqlStatementEvent each = open(inner[i]);
      FetchedRows.next(inner[i], true);
      assertThat(each.rows).isEqualTo(1);
    }
    assertThat(event.rows).isEqualTo(inner.length);
  }

  @Test
  void closedOnes_andThoseOfOthers_doNotCount() {
    Object resultSet = new Object();
    SqlStatementEvent event = open(resultSet);
    FetchedRows.next(new Object(), true);
    FetchedRows.closed(resultSet);
    FetchedRows.next(resultSet, true);
    assertThat(event.rows).isZero();
  }

  private static SqlStatementEvent open(Object resultSet) {
    SqlStatementEvent event = new SqlStatementEvent();
    FetchedRows.open(resultSet, event, false);
    return event;
  }
}
