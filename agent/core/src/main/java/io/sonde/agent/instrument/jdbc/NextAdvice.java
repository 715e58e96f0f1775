package io.sonde.agent.instrument.jdbc;

import io.sonde.bootstrap.FetchedRows;
import net.bytebuddy.asm.Advice;

/** Template for next() of result sets. */
final class NextAdvice {
  private NextAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.This Object resultSet, @Advice.Return boolean row) {
    FetchedRows.next(resultSet, row);
  }
}
