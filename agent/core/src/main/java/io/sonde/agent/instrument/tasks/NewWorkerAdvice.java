package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import net.bytebuddy.asm.Advice;

/** Template for a pool's adding of a worker: its thread outlives the request that needed it. */
final class NewWorkerAdvice {
  private NewWorkerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter() {
    return Requests.pause();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch paused) {
    Requests.goOn(paused);
  }
}
