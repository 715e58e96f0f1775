package io.sonde.agent.instrument.jdbc;

import io.sonde.bootstrap.DatabaseCall;
import net.bytebuddy.asm.Advice;

/**
 * Template for setAutoCommit(…) of connections: drivers and pools commit within it, mostly without
 * anything to do, and nobody wrote these statements.
 */
final class QuietAdvice {
  private QuietAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static DatabaseCall enter() {
    return DatabaseCall.beginQuiet();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter DatabaseCall call) {
    if (call != null) {
      call.endQuiet();
    }
  }
}
