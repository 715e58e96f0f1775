package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.Tasks;
import net.bytebuddy.asm.Advice;

/** Template for a pool's refusal: whoever may run the task now is not its worker. */
final class RejectAdvice {
  private RejectAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) Runnable task) {
    Tasks.withdraw(task);
  }
}
