package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.Tasks;
import net.bytebuddy.asm.Advice;

/** Template for taking a task out of a pool's queue. */
final class RemoveAdvice {
  private RemoveAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, backupArguments = false)
  static void exit(@Advice.Argument(0) Runnable task, @Advice.Return boolean removed) {
    if (removed) {
      Tasks.withdraw(task);
    }
  }
}
