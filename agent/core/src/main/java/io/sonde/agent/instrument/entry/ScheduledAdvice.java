package io.sonde.agent.instrument.entry;

import io.sonde.bootstrap.EntryNames;
import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import net.bytebuddy.asm.Advice;

/** Template for methods that a scheduler calls. */
final class ScheduledAdvice {
  private ScheduledAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter(
      @Advice.This Object job,
      @Advice.Origin("#t.#m") String declared,
      @Advice.Origin("#m") String method) {
    return Requests.beginCall(Requests.SCHEDULED, EntryNames.of(job, declared, method), null);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch, @Advice.Thrown Throwable thrown) {
    Requests.endCall(stretch, thrown);
  }
}
