package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.Tasks;
import net.bytebuddy.asm.Advice;

/** Template for a worker's fetching of its next task, which it runs right afterwards. */
final class FetchAdvice {
  private FetchAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter() {
    Tasks.endFetched();
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return Runnable task) {
    Tasks.beginFetched(task);
  }
}
