package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.Tasks;
import java.util.concurrent.Delayed;
import net.bytebuddy.asm.Advice;

/** Template for the method by which all tasks come into a pool that runs them later. */
final class HandOverLaterAdvice {
  private HandOverLaterAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object executor, @Advice.Argument(0) Delayed task) {
    Tasks.handOverLater(task, executor);
  }
}
