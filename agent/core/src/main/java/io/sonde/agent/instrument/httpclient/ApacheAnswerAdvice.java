package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.EnqueuedCalls;
import io.sonde.bootstrap.HttpCall;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.HttpResponse;

/**
 * Template for handleResponse(…) of what stands for a call of Apache's asynchronous HttpClient 5:
 * the answer's header has come.
 */
final class ApacheAnswerAdvice {
  private ApacheAnswerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.This Object callback, @Advice.Argument(0) HttpResponse response) {
    HttpCall call = EnqueuedCalls.take(callback);
    if (call != null) {
      call.finish(response.getCode(), null);
    }
  }
}
