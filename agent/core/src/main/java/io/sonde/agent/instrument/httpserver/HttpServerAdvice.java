package io.sonde.agent.instrument.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import net.bytebuddy.asm.Advice;

/** Template for the filter chain of the JDK's HTTP server, which is there without filters, too. */
final class HttpServerAdvice {
  private HttpServerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(@Advice.Argument(0) HttpExchange exchange) {
    RequestStretch current = Requests.current();
    if (current != null && current.request().isHttp()) {
      current.request().lookForSpan();
      return null;
    }
    Headers headers = exchange.getRequestHeaders();
    RequestStretch begun =
        Requests.beginHttp(
            headers.getFirst("traceparent"),
            headers.getFirst("b3"),
            headers.getFirst("X-B3-TraceId"),
            headers.getFirst("X-B3-SpanId"));
    if (begun != null) {
      begun.request().cameInBySecure(exchange instanceof HttpsExchange);
      begun.enter();
    }
    return begun;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter RequestStretch stretch,
      @Advice.Argument(0) HttpExchange exchange,
      @Advice.Thrown Throwable thrown) {
    if (stretch == null) {
      return;
    }
    stretch.leave();
    stretch
        .request()
        .endHttp(
            Math.max(0, exchange.getResponseCode()),
            exchange.getRequestMethod(),
            null,
            exchange.getRequestURI().getRawPath(),
            thrown);
  }
}
