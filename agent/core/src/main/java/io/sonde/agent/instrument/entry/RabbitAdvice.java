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
    RequestStretch begun =
        Requests.beginMessage(
            EntryNames.of(listener, declared, method),
            traceparent == null ? null : traceparent.toString(),
            b3 == null ? null : b3.toString());
    if (begun != null) {
      begun.enter();
    }
    return begun;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch, @Advice.Thrown Throwable thrown) {
    if (stretch != null) {
      stretch.leave();
      stretch.request().endEntry(thrown);
    }
  }
}
