package io.sonde.agent.instrument.entry;

import io.sonde.bootstrap.EntryNames;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/** Template for methods that a broker's client hands messages to. */
final class MessageAdvice {
  private MessageAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(
      @Advice.This Object listener,
      @Advice.Origin("#t.#m") String declared,
      @Advice.Origin("#m") String method,
      @Advice.Argument(value = 0, optional = true, typing = Assigner.Typing.DYNAMIC)
          Object messages) {
    return Requests.beginCall(
        Requests.MESSAGE, EntryNames.of(listener, declared, method), messages);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch, @Advice.Thrown Throwable thrown) {
    Requests.endCall(stretch, thrown);
  }
}
