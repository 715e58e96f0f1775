package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.VirtualPark;
import net.bytebuddy.asm.Advice;

/** Template for the methods that park the current thread on an object. */
final class ParkOnAdvice {
  private ParkOnAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static VirtualPark enter(@Advice.Argument(0) Object blocker) {
    return VirtualPark.begin(blocker);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter VirtualPark park) {
    if (park != null) {
      park.end();
    }
  }
}
