package io.sonde.agent.instrument.entry;

import com.rabbitmq.client.AMQP;
import io.sonde.bootstrap.EntryNames;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** Template for consumers of RabbitMQ's own client. */
final class RabbitAdvice {
  private RabbitAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(
      @Advice.This Object listener,
      @Advice.Origin("#t.#m") String declared,
      @Advice.Origin("#m") String method,
      @Advice.Argument(2) AMQP.BasicProperties properties) {
    Map<String, Object> headers = properties == null ? null : properties.getHeaders();
    Object traceparent = headers == null ? null : headers.get("traceparent");
    Object b3 = headers == null ? null : headers.get("b3");
    return Requests.beginMessage(EntryNames.of(listener, declared, method), traceparent, b3);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch, @Advice.Thrown Throwable thrown) {
    Requests.endCall(stretch, thrown);
  }
}
