package io.sonde.agent.instrument.reactive;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.sonde.bootstrap.ActiveRequest;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import net.bytebuddy.asm.Advice;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.HttpServerState;

/**
 * Template for what hears of a connection's states: one begins a request and applies the handler,
 * another ends it when the answer has been written or the connection is lost. Until then the
 * connection's channel, which HTTP/2 has for each request, holds it.
 */
final class ReactorServerAdvice {
  private ReactorServerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(
      @Advice.Argument(0) Connection connection,
      @Advice.Argument(1) ConnectionObserver.State state) {
    if (!(connection instanceof HttpServerRequest)) {
      return null;
    }
    HttpServerRequest request = (HttpServerRequest) connection;
    if (state == HttpServerState.REQUEST_RECEIVED) {
      HttpHeaders headers = request.requestHeaders();
      RequestStretch begun =
          Requests.beginHttp(
              headers.get("traceparent"),
              headers.get("b3"),
              headers.get("X-B3-TraceId"),
              headers.get("X-B3-SpanId"));
      if (begun != null) {
        connection
            .channel()
            .attr(AttributeKey.<ActiveRequest>valueOf(Requests.ATTRIBUTE))
            .set(begun.request());
        if (begun.request().isTold()) {
          begun.request().cameInBySecure("https".equals(request.scheme()));
        }
        begun.enter();
      }
      return begun;
    }
    if (state == ConnectionObserver.State.DISCONNECTING) {
      Attribute<ActiveRequest> attribute =
          connection.channel().attr(AttributeKey.<ActiveRequest>valueOf(Requests.ATTRIBUTE));
      ActiveRequest active = attribute.getAndSet(null);
      if (active != null) {
        HttpServerResponse response = (HttpServerResponse) connection;
        int status =
            response.hasSentHeaders() ? response.status().code() : Requests.CLIENT_CLOSED_REQUEST;
        String uri = request.uri();
        int query = uri.indexOf('?');
        String method = request.method().name();
        String path = query < 0 ? uri : uri.substring(0, query);
        RequestStretch current = Requests.current();
        if (current != null && current.request() == active) {
          active.answered(status, method, path);
        } else {
          active.endHttp(status, method, null, path, null);
        }
      }
    }
    return null;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch) {
    if (stretch != null) {
      stretch.leave();
      if (!stretch.request().endIfAnswered()) {
        stretch.request().suspend();
      }
    }
  }
}
