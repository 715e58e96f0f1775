package io.sonde.agent.instrument.jdbc;

import io.sonde.bootstrap.DatabaseCall;
import java.sql.SQLException;
import java.sql.Statement;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Template for execute…(String, …) of statements. */
final class TextAdvice {
  private TextAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static DatabaseCall enter(@Advice.Argument(0) String sql) {
    return DatabaseCall.beginText(sql);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter DatabaseCall call,
      @Advice.This Object statement,
      @Advice.Return(typing = Assigner.Typing.DYNAMIC) Object result,
      @Advice.Thrown Throwable thrown) {
    if (call != null && call.end(thrown == null ? result : null, thrown)) {
      int fetchSize = -1;
      try {
        fetchSize = ((Statement) statement).getFetchSize();
      } catch (SQLException | RuntimeException closed) {
        // It is not known then.
      }
      call.caller(fetchSize);
    }
  }
}
