package io.sonde.agent.instrument.entry;

import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import net.bytebuddy.asm.Advice;

/** Template for methods that the key {@code entry} names. */
final class EntryAdvice {
  private EntryAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(@Advice.Origin("#t.#m") String classAndMethod) {
    return Requests.beginEntry(classAndMethod);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch, @Advice.Thrown Throwable thrown) {
    Requests.endCall(stretch, thrown);
  }
}
