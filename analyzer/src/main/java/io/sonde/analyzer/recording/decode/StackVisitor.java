package io.sonde.analyzer.recording.decode;

/** Takes the stack traces of a chunk one by one. */
@FunctionalInterface
public interface StackVisitor {
  /**
   * One stack trace, top frame first, in arrays that are used again for the next.
   *
   * @param key by which events name it
   * @param truncated when frames at the root end were cut off
   * @param frames how many there are
   * @param methods keys of methods
   * @param lines line numbers
   * @param kinds keys of frame types
   */
  void stackTrace(
      long key, boolean truncated, int frames, long[] methods, int[] lines, long[] kinds);
}
