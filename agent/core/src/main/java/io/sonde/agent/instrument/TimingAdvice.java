package io.sonde.agent.instrument;

import io.sonde.bootstrap.MethodCell;
import io.sonde.bootstrap.MethodProbe;
import net.bytebuddy.asm.Advice;

/** Template that is copied into each timed method. May refer to java.* and io.sonde.bootstrap.*. */
final class TimingAdvice {
  private TimingAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(
      @MethodNumber int method,
      @Advice.Local("cell") MethodCell cell,
      @Advice.Local("before") long before) {
    cell = MethodProbe.cell(method);
    before = cell.before();
    return cell.begin();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
  static void exit(
      @Advice.Enter long start,
      @Advice.Local("cell") MethodCell cell,
      @Advice.Local("before") long before) {
    if (start != MethodProbe.UNTIMED) {
      cell.end(start, before);
    }
  }
}
