package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.HttpCall;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Template for doExecute(…) of Apache's classic HttpClient 5, until the answer's header has come.
 */
final class ApacheAdvice {
  private ApacheAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static HttpCall enter(
      @Advice.Argument(0) HttpHost target, @Advice.Argument(1) ClassicHttpRequest request) {
    if (request == null || !HttpCall.isOutermost()) {
      return null;
    }
    String client = "Apache HttpClient";
    String method = request.getMethod();
    String path = request.getPath();
    if (target != null) {
      return HttpCall.begin(
          client, method, target.getSchemeName(), target.getHostName(), target.getPort(), path);
    }
    URIAuthority authority = request.getAuthority();
    return authority == null
        ? null
        : HttpCall.begin(
            client,
            method,
            request.getScheme(),
            authority.getHostName(),
            authority.getPort(),
            path);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter HttpCall call,
      @Advice.Return Object response,
      @Advice.Thrown Throwable thrown) {
    if (call != null) {
      call.end(response == null ? 0 : ((ClassicHttpResponse) response).getCode(), thrown);
    }
  }
}
