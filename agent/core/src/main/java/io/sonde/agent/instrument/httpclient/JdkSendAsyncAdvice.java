package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.HttpCall;
import io.sonde.bootstrap.HttpClientEnd;
import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;

/** Template for sendAsync(…) of the JDK's HttpClient. */
final class JdkSendAsyncAdvice {
  private JdkSendAsyncAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static HttpCall enter(@Advice.Argument(0) HttpRequest request) {
    return request != null && HttpCall.isOutermost()
        ? HttpCall.begin("java.net.http", request.method(), request.uri())
        : null;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter HttpCall call,
      @Advice.Return CompletableFuture<?> answer,
      @Advice.Thrown Throwable thrown) {
    if (call == null) {
      return;
    }
    if (answer == null) {
      call.end(0, thrown);
    } else {
      call.leave();
      call.becomeAsynchronous();
      answer.whenComplete(new HttpClientEnd(call));
    }
  }
}
