package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.Tasks;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import net.bytebuddy.asm.Advice;

/** Template for a fork-join pool's externalSubmit. */
final class ForkJoinAdvice {
  private ForkJoinAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This ForkJoinPool pool, @Advice.Argument(0) ForkJoinTask<?> task) {
    Tasks.handOver(task, pool);
  }

  @Advice.OnMethodExit(
      onThrowable = Throwable.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(@Advice.Argument(0) ForkJoinTask<?> task, @Advice.Thrown Throwable rejected) {
    if (rejected != null) {
      Tasks.withdraw(task);
    }
  }
}
