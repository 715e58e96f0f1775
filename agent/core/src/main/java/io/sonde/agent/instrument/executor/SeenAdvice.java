package io.sonde.agent.instrument.executor;

import io.sonde.bootstrap.ExecutorsSeen;
import net.bytebuddy.asm.Advice;

/** Template for execute(Runnable) of servers' executors. */
final class SeenAdvice {
  private SeenAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object executor) {
    ExecutorsSeen.seen(executor);
  }
}
