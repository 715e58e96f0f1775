package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.Tasks;
import net.bytebuddy.asm.Advice;

/** Template for a pool's worker, whose first task is not fetched but given to it. */
final class WorkerAdvice {
  private WorkerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.FieldValue("firstTask") Runnable task) {
    Tasks.beginFetched(task);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit() {
    Tasks.endFetched();
  }
}
