package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.HttpCall;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import net.bytebuddy.asm.Advice;

/** Template for send(…) of the JDK's HttpClient, which returns when the body was handled. */
final class JdkSendAdvice {
  private JdkSendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static HttpCall enter(@Advice.Argument(0) HttpRequest request) {
    return request != null && HttpCall.isOutermost()
        ? HttpCall.begin("java.net.http", request.method(), request.uri())
        : null;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter HttpCall call,
      @Advice.Return HttpResponse<?> response,
      @Advice.Thrown Throwable thrown) {
    if (call != null) {
      call.end(response == null ? 0 : response.statusCode(), thrown);
    }
  }
}
