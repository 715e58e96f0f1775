package io.sonde.bootstrap;

import java.io.FileInputStream;
import java.io.IOException;

/**
 * How long the current thread has been ready to run while no processor was free, as Linux counts it
 * (Documentation/scheduler/sched-stats: the second number of a task's schedstat, in ns). A reading
 * takes some 10 µs, so that only so many stretches per second get one.
 */
final class RunQueue {
  /** Two readings each of so many are 0.4 % of one processor; our choice. */
  private static final int MOST_PER_SECOND = 200;

  private static final String FILE = "/proc/thread-self/schedstat";

  /** Three numbers of at most 20 digits. */
  private static final int LONGEST = 64;

  private static final SecondBudget BUDGET = new SecondBudget(MOST_PER_SECOND);

  /** Other systems have no such file, nor do kernels built without statistics. */
  private static volatile boolean absent;

  private RunQueue() {}

  /** Of the current thread since it began, in ns; -1 when it is not read this time. */
  static long begin() {
    return absent || !BUDGET.take(System.nanoTime()) ? -1 : read();
  }

  /**
   * In ns; -1 when it is not known.
   *
   * @param begun what {@link #begin} told
   */
  static long since(long begun) {
    if (begun < 0) {
      return -1;
    }
    long now = read();
    return now < 0 ? -1 : now - begun;
  }

  private static long read() {
    byte[] text = new byte[LONGEST];
    int length;
    try (FileInputStream in = new FileInputStream(FILE)) {
      length = in.read(text);
    } catch (IOException | SecurityException unreadable) {
      absent = true;
      return -1;
    }
    return second(text, length);
  }

  /** The second of numbers that blanks separate; -1 when there is none. */
  static long second(byte[] text, int length) {
    int at = 0;
    while (at < length && text[at] != ' ') {
      at++;
    }
    long value = -1;
    for (at++; at < length && text[at] >= '0' && text[at] <= '9'; at++) {
      value = Math.max(0, value) * 10 + (text[at] - '0');
    }
    return value;
  }
}
