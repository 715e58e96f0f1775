package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.EnqueuedCalls;
import io.sonde.bootstrap.HttpCall;
import net.bytebuddy.asm.Advice;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;

/**
 * Template for execute(…) of a link in the chain of Apache's asynchronous HttpClient 5. The client
 * gives the first link a callback of its own, which from then on stands for the call: links that
 * redirect or try once more give those behind them other callbacks.
 */
final class ApacheAsyncAdvice {
  private ApacheAsyncAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static HttpCall enter(
      @Advice.Argument(0) HttpRequest request,
      @Advice.Argument(2) AsyncExecChain.Scope scope,
      @Advice.Argument(3) Object callback) {
    String owner = "org.apache.hc.client5.http.impl.async.InternalAbstractHttpAsyncClient$";
    if (!callback.getClass().getName().startsWith(owner) || !HttpCall.isOutermost()) {
      return null;
    }
    HttpHost target = scope.route.getTargetHost();
    HttpCall begun =
        HttpCall.begin(
            "Apache HttpClient",
            request.getMethod(),
            target.getSchemeName(),
            target.getHostName(),
            target.getPort(),
            request.getPath());
    begun.becomeAsynchronous();
    if (begun.carriesTrace() && !request.containsHeader(begun.headerName())) {
      request.setHeader(begun.headerName(), begun.header()); // the client's own copy
    }
    EnqueuedCalls.put(callback, begun);
    return begun;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter HttpCall begun,
      @Advice.Argument(3) Object callback,
      @Advice.Thrown Throwable thrown) {
    if (begun != null) {
      begun.leave();
      HttpCall refused = thrown == null ? null : EnqueuedCalls.take(callback);
      if (refused != null) {
        refused.finish(0, thrown);
      }
    }
  }
}
