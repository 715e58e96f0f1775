package io.sonde.agent.instrument.jdbc;

import io.sonde.bootstrap.DatabaseCall;
import net.bytebuddy.asm.Advice;

/**
 * Template for close() of connections: from here on they are not held. Drivers and pools roll back
 * within it, mostly without anything to do.
 */
final class CloseAdvice {
  private CloseAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static DatabaseCall enter(@Advice.This Object connection) {
    return DatabaseCall.beginClose(connection);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter DatabaseCall call) {
    if (call != null) {
      call.endQuiet();
    }
  }
}
