package io.sonde.agent.instrument;

import io.sonde.bootstrap.MethodCell;
import io.sonde.bootstrap.MethodProbe;
import net.bytebuddy.asm.Advice;

/**
 * Template for constructors. No handler fits around super(...), so a constructor that throws is
 * counted but not timed. May refer to java.* and io.sonde.bootstrap.*.
 */
final class ConstructorTimingAdvice {
  private ConstructorTimingAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static long enter(
      @MethodNumber int method,
      @Advice.Local("cell") MethodCell cell,
      @Advice.Local("before") long before) {
    cell = MethodProbe.cell(method);
    before = cell.before();
    return cell.begin();
  }

  @Advice.OnMethodExit(suppress = Throwable.class)
  static void exit(
      @Advice.Enter long start,
      @Advice.Local("cell") MethodCell cell,
      @Advice.Local("before") long before) {
    if (start != MethodProbe.UNTIMED) {
      cell.end(start, before);
    }
  }
}
