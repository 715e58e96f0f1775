package io.sonde.agent.instrument.httpclient;

import io.sonde.bootstrap.EnqueuedCalls;
import io.sonde.bootstrap.HttpCall;
import net.bytebuddy.asm.Advice;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.client.HttpClientState;

/**
 * Template for what hears of the states of Reactor Netty's client: the answer's header has come.
 */
final class ReactorAnswerAdvice {
  private ReactorAnswerAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.Argument(0) Connection connection,
      @Advice.Argument(1) ConnectionObserver.State state,
      @Advice.FieldValue("handler") Object handler) {
    if (state == HttpClientState.RESPONSE_RECEIVED) {
      HttpCall call = EnqueuedCalls.take(handler);
      if (call != null) {
        call.finish(((HttpClientResponse) connection).status().code(), null);
      }
    }
  }
}
