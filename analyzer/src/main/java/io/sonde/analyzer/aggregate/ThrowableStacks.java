package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.StackTable;
import java.util.regex.Pattern;

/**
 * Which stacks make an exception or look for its handler, and on whose behalf. A stack trace is
 * filled in by {@code Throwable}'s constructor, at a cost that grows with its depth; the JVM's own
 * code then unwinds frame by frame.
 */
public final class ThrowableStacks {
  private static final int NONE = -1;

  /** The JVM's functions that fill in a trace or unwind, by their names from JDK 17 to 25. */
  private static final Pattern UNWINDING =
      Pattern.compile(
          "fill_?in_?stack_?trace|exception_handler_for|handle_exception|Exceptions::_throw"
              + "|rethrow|exception_blob",
          Pattern.CASE_INSENSITIVE);

  /** A constructor's class that is an exception by its name. */
  private static final Pattern EXCEPTION_NAME =
      Pattern.compile(".*(?:Exception|Error|Throwable|Failure|Fault|Signal)(?:\\$\\d+)?");

  private final StackTable stacks;

  /** By stack: node of whoever made the exception; -1 of stacks that make none. */
  private final int[] maker;

  /** By stack: frame of the exception's own constructor; -1 where none is on the stack. */
  private final int[] constructor;

  private final boolean[] throwing;

  private ThrowableStacks(StackTable stacks) {
    this.stacks = stacks;
    this.maker = new int[stacks.size()];
    this.constructor = new int[stacks.size()];
    this.throwing = new boolean[stacks.size()];
    boolean[] machinery = new boolean[stacks.frameCount()];
    boolean[] constructs = new boolean[stacks.frameCount()];
    for (int frame = 0; frame < machinery.length; frame++) {
      machinery[frame] = isMachinery(stacks.frameById(frame));
      constructs[frame] = isConstructor(stacks.frameById(frame));
    }
    maker[StackTable.ROOT] = NONE;
    constructor[StackTable.ROOT] = NONE;
    for (int stack = StackTable.ROOT + 1; stack < maker.length; stack++) {
      int frame = stacks.frameId(stack);
      int caller = stacks.parent(stack);
      throwing[stack] = throwing[caller] || machinery[frame];
      if (maker[caller] != NONE && (throwing[caller] || machinery[frame] || constructs[frame])) {
        maker[stack] = maker[caller];
        constructor[stack] = constructor[caller];
      } else if (machinery[frame] || constructs[frame]) {
        maker[stack] = caller;
        constructor[stack] = constructs[frame] ? frame : NONE;
      } else {
        maker[stack] = NONE;
        constructor[stack] = NONE;
      }
    }
  }

  public static ThrowableStacks of(StackTable stacks) {
    return new ThrowableStacks(stacks);
  }

  /** Whether the top of a stack fills in a stack trace, reads one, or unwinds. */
  public boolean isThrowing(int stack) {
    return throwing[stack];
  }

  /** The part of a stack below the exception's constructors: whoever made it is at its top. */
  public int maker(int stack) {
    return maker[stack] == NONE ? stack : maker[stack];
  }

  /** Class of the exception that a stack makes; empty where the stack does not tell. */
  public String exceptionClass(int stack) {
    return constructor[stack] == NONE ? "" : stacks.frameById(constructor[stack]).className();
  }

  private static boolean isMachinery(Frame frame) {
    return frame.kind().isJava()
        ? frame.className().equals("java.lang.Throwable")
        : UNWINDING.matcher(frame.methodName()).find();
  }

  private static boolean isConstructor(Frame frame) {
    return frame.kind().isJava()
        && frame.methodName().equals("<init>")
        && EXCEPTION_NAME.matcher(frame.className()).matches();
  }
}
