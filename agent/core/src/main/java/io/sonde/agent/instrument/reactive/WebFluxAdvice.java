package io.sonde.agent.instrument.reactive;

import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import net.bytebuddy.asm.Advice;
import org.springframework.web.server.ServerWebExchange;

/** Template for the dispatcher of Spring WebFlux, which later says what it matched. */
final class WebFluxAdvice {
  private WebFluxAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(@Advice.Argument(0) ServerWebExchange exchange) {
    RequestStretch current = Requests.current();
    if (current != null && current.request().isHttp()) {
      current.request().matched(exchange.getRequest().getPath().contextPath().value());
      current.request().matchedIn(exchange.getAttributes());
    }
  }
}
