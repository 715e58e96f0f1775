package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.EnqueuedCalls;
import io.sonde.bootstrap.HttpCall;
import net.bytebuddy.asm.Advice;

/**
 * Template for failed(Exception) of what stands for a call of Apache's asynchronous HttpClient 5.
 */
final class ApacheFailureAdvice {
  private ApacheFailureAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object callback, @Advice.Argument(0) Throwable thrown) {
    HttpCall call = EnqueuedCalls.take(callback);
    if (call != null) {
      call.finish(0, thrown);
    }
  }
}
