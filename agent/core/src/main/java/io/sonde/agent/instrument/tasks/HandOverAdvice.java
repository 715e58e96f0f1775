package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.Tasks;
import net.bytebuddy.asm.Advice;

/** Template for execute(Runnable) of a pool. */
final class HandOverAdvice {
  private HandOverAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object executor, @Advice.Argument(0) Runnable task) {
    Tasks.handOver(task, executor);
  }

  @Advice.OnMethodExit(
      onThrowable = Throwable.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(@Advice.Argument(0) Runnable task, @Advice.Thrown Throwable rejected) {
    if (rejected != null) {
      Tasks.withdraw(task);
    }
  }
}
