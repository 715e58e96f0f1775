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
    HttpCall begun;
    if (target != null) {
      begun =
          HttpCall.begin(
              client, method, target.getSchemeName(), target.getHostName(), target.getPort(), path);
    } else {
      URIAuthority authority = request.getAuthority();
      if (authority == null) {
        return null;
      }
      begun =
          HttpCall.begin(
              client,
              method,
              request.getScheme(),
              authority.getHostName(),
              authority.getPort(),
              path);
    }
    if (begun.carriesTrace() && !request.containsHeader(begun.headerName())) {
      request.setHeader(begun.headerName(), begun.header());
      begun.headerIsSet();
    }
    return begun;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter HttpCall call,
      @Advice.Argument(1) ClassicHttpRequest request,
      @Advice.Return Object response,
      @Advice.Thrown Throwable thrown) {
    if (call != null) {
      if (call.takesHeaderOut()) {
        request.removeHeaders(call.headerName());
      }
      call.end(response == null ? 0 : ((ClassicHttpResponse) response).getCode(), thrown);
    }
  }
}
