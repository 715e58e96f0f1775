package io.sonde.bootstrap;

/**
 * Counters of one method. {@code before} and {@code end} together count recursion once in the
 * total: the outermost call's end replaces what its inner calls have added. Hot path.
 */
public abstract class MethodCell {
  final int method;

  /**
   * 1: every call is timed; N: one in N; {@link TimingMode#COUNT_ONLY}: none. Final: a method that
   * is timed otherwise from now on gets other cells, and a call ends in the cell in which it began.
   * So each cell's count and times belong to one stride, and a change in the middle of a period
   * mixes nothing.
   */
  final int stride;

  MethodCell(int method, int stride) {
    this.method = method;
    this.stride = stride;
  }

  /** The current thread's total, to be handed to {@link #end}; read before the call begins. */
  public abstract long before();

  /** Counts a call. Returns its start by System.nanoTime, or {@link MethodProbe#UNTIMED}. */
  public abstract long begin();

  /** Ends a timed call that began at {@code start}. */
  public abstract void end(long start, long before);

  /** Same for a constructor's or method's normal and exceptional end. Never throws on purpose. */
  final void reportIfSlow(long start, long elapsedNanos) {
    if (elapsedNanos >= TimingMode.slowCallNanos) {
      SlowCalls.record(method, start, elapsedNanos);
    }
  }
}
