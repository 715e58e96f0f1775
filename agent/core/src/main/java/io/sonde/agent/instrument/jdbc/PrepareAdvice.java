package io.sonde.agent.instrument.jdbc;

import io.sonde.bootstrap.DatabaseCall;
import net.bytebuddy.asm.Advice;

/** Template for prepareStatement(String, …) and prepareCall(String, …) of connections. */
final class PrepareAdvice {
  private PrepareAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static boolean enter() {
    return DatabaseCall.prepares();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter boolean prepares,
      @Advice.Argument(0) String sql,
      @Advice.Return Object statement,
      @Advice.Thrown Throwable thrown) {
    if (prepares && thrown == null) {
      DatabaseCall.prepared(statement, sql);
    }
  }
}
