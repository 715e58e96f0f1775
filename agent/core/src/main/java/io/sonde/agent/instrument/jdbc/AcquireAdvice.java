package io.sonde.agent.instrument.jdbc;

import io.sonde.bootstrap.DatabaseCall;
import net.bytebuddy.asm.Advice;

/** Template for getConnection(…) of data sources. */
final class AcquireAdvice {
  private AcquireAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static DatabaseCall enter(@Advice.This Object dataSource) {
    return DatabaseCall.beginAcquire(dataSource);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter DatabaseCall call,
      @Advice.This Object dataSource,
      @Advice.Return Object connection,
      @Advice.Thrown Throwable thrown) {
    if (call != null) {
      call.endAcquire(dataSource, thrown == null ? connection : null, thrown);
    }
  }
}
