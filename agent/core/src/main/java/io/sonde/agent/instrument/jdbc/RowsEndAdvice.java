package io.sonde.agent.instrument.jdbc;

import io.sonde.bootstrap.FetchedRows;
import net.bytebuddy.asm.Advice;

/** Template for close() of result sets. */
final class RowsEndAdvice {
  private RowsEndAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object resultSet) {
    FetchedRows.closed(resultSet);
  }
}
