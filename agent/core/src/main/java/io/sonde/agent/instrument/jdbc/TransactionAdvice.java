package io.sonde.agent.instrument.jdbc;

import io.sonde.bootstrap.DatabaseCall;
import net.bytebuddy.asm.Advice;

/** Template for commit() and rollback() of connections. */
final class TransactionAdvice {
  private TransactionAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static DatabaseCall enter(@Advice.Origin("#m") String method) {
    return DatabaseCall.beginText(method);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter DatabaseCall call, @Advice.Thrown Throwable thrown) {
    if (call != null && call.end(null, thrown)) {
      call.caller(-1);
    }
  }
}
