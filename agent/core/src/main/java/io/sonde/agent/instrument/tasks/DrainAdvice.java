package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.Tasks;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Template for taking all tasks out of a pool's queue. */
final class DrainAdvice {
  private DrainAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(@Advice.Return List<Runnable> tasks) {
    Tasks.withdrawAll(tasks);
  }
}
