package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Tasks;
import net.bytebuddy.asm.Advice;

/** Template for a method of a pool that runs the task given to it. */
final class RunJobAdvice {
  private RunJobAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(@Advice.Argument(0) Runnable task) {
    return Tasks.begin(task);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch) {
    if (stretch != null) {
      stretch.leave();
    }
  }
}
