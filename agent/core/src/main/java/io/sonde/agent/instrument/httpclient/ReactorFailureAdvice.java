package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.EnqueuedCalls;
import io.sonde.bootstrap.HttpCall;
import net.bytebuddy.asm.Advice;

/** Template for test(Throwable), by which Reactor Netty's client decides on trying once more. */
final class ReactorFailureAdvice {
  private ReactorFailureAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object handler,
      @Advice.Argument(0) Throwable thrown,
      @Advice.Return boolean again) {
    if (!again) {
      HttpCall call = EnqueuedCalls.take(handler);
      if (call != null) {
        call.finish(0, thrown);
      }
    }
  }
}
