package io.sonde.agent.instrument.entry;

import io.sonde.bootstrap.EntryNames;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import org.springframework.amqp.core.Message;

/** Template for listeners of Spring's messages of AMQP. */
final class SpringAmqpAdvice {
  private SpringAmqpAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(
      @Advice.This Object listener,
      @Advice.Origin("#t.#m") String declared,
      @Advice.Origin("#m") String method,
      @Advice.Argument(0) Message message) {
    Map<String, Object> headers = message.getMessageProperties().getHeaders();
    Object traceparent = headers.get("traceparent");
    Object b3 = headers.get("b3");
    return Requests.beginMessage(EntryNames.of(listener, declared, method), traceparent, b3);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch, @Advice.Thrown Throwable thrown) {
    Requests.endCall(stretch, thrown);
  }
}
