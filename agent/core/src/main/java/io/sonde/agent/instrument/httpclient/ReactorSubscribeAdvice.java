package io.sonde.agent.instrument.httpclient;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.sonde.bootstrap.EnqueuedCalls;
import io.sonde.bootstrap.HttpCall;
import net.bytebuddy.asm.Advice;

/**
 * Template for the constructor of what Reactor Netty's client makes for each subscription, on the
 * subscriber's thread. From then on that object stands for the call, through redirects and retries.
 */
final class ReactorSubscribeAdvice {
  private ReactorSubscribeAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.This Object handler,
      @Advice.FieldValue("method") HttpMethod method,
      @Advice.FieldValue("toURI") Object address,
      @Advice.FieldValue(value = "defaultHeaders", readOnly = false) HttpHeaders headers) {
    if (!HttpCall.isOutermost()) {
      return;
    }
    HttpCall begun = HttpCall.beginUrl("Reactor Netty", method.name(), String.valueOf(address));
    if (begun != null) {
      if (begun.carriesTrace() && !headers.contains(begun.headerName())) {
        HttpHeaders own = new DefaultHttpHeaders(); // the others are all requests'
        own.set(headers);
        own.set(begun.headerName(), begun.header());
        headers = own;
      }
      begun.leave();
      begun.becomeAsynchronous();
      EnqueuedCalls.put(handler, begun);
    }
  }
}
