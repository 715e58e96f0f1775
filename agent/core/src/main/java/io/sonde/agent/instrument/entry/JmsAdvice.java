package io.sonde.agent.instrument.entry;

import io.sonde.bootstrap.EntryNames;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import net.bytebuddy.asm.Advice;

/** Template for listeners of JMS messages, which carry trace ids in properties. */
final class JmsAdvice {
  private JmsAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(
      @Advice.This Object listener,
      @Advice.Origin("#t.#m") String declared,
      @Advice.Origin("#m") String method,
      @Advice.Argument(0) Message message) {
    String traceparent = null;
    String b3 = null;
    try {
      traceparent = message.getStringProperty("traceparent");
      b3 = message.getStringProperty("b3");
    } catch (JMSException unreadable) {
      // What was read before still counts; without anything the request gets an id of its own.
    }
    return Requests.beginMessage(EntryNames.of(listener, declared, method), traceparent, b3);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch, @Advice.Thrown Throwable thrown) {
    Requests.endCall(stretch, thrown);
  }
}
