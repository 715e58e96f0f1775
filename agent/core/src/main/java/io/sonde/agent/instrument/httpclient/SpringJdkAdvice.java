package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.HttpCall;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Template for executeInternal(…) of Spring's requests by the JDK's HttpClient, which sends
 * asynchronously and then waits.
 */
final class SpringJdkAdvice {
  private SpringJdkAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static HttpCall enter(@Advice.This Object sent) {
    if (!HttpCall.isOutermost()) {
      return null;
    }
    ClientHttpRequest request = (ClientHttpRequest) sent;
    return HttpCall.begin("java.net.http", request.getMethod().name(), request.getURI());
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter HttpCall call,
      @Advice.Return ClientHttpResponse response,
      @Advice.Thrown Throwable thrown)
      throws IOException {
    if (call != null) {
      call.end(response == null ? 0 : response.getStatusCode().value(), thrown);
    }
  }
}
