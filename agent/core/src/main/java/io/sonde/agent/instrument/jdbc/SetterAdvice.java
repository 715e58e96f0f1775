package io.sonde.agent.instrument.jdbc;

import io.sonde.bootstrap.SetterTypes;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * Template for set…(int, …) of prepared statements; a value is touched on its way once per text.
 */
final class SetterAdvice {
  private SetterAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class)
  static void enter(
      @Advice.This Object statement,
      @Advice.Origin("#m") String setter,
      @Advice.Argument(0) int index,
      @Advice.Argument(value = 1, typing = Assigner.Typing.DYNAMIC) Object value) {
    if (SetterTypes.learns(statement)) {
      SetterTypes.set(statement, index, setter, value);
    }
  }
}
