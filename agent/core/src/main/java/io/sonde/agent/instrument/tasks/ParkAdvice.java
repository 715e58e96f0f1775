package io.sonde.agent.instrument.tasks;

import io.sonde.bootstrap.VirtualPark;
import net.bytebuddy.asm.Advice;

/** Template for the methods that park the current thread on nothing in particular. */
final class ParkAdvice {
  private ParkAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static VirtualPark enter() {
    return VirtualPark.begin(null);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(@Advice.Enter VirtualPark park) {
    if (park != null) {
      park.end();
    }
  }
}
