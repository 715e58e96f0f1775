package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.RequestStretch;
import io.sonde.bootstrap.Requests;
import net.bytebuddy.asm.Advice;

/**
 * Template for AsyncContext.start: the server puts the application's task into one of its own
 * classes before it hands it over.
 */
final class StartAsyncAdvice {
  private StartAsyncAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static RequestStretch enter() {
    RequestStretch current = Requests.current();
    if (current != null) {
      current.startsApplicationsTask(true);
    }
    return current;
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter RequestStretch stretch) {
    if (stretch != null) {
      stretch.startsApplicationsTask(false);
    }
  }
}
