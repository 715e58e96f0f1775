package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Tasks;
import net.bytebuddy.asm.Advice;

/**
 * Template for methods in which a task, or a thread that was started, runs. Arguments stay where
 * they are: the JVM looks for the one of Thread.runWith in its place.
 */
final class RunAdvice {
  private RunAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(@Advice.This Object task) {
    return Tasks.begin(task);
  }

  @Advice.OnMethodExit(
      onThrowable = Throwable.class,
      suppress = Throwable.class,
      backupArguments = false)
  static void exit(@Advice.Enter RequestStretch stretch) {
    if (stretch != null) {
      stretch.leave();
    }
  }
}
