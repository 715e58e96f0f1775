package io.sonde.bootstrap;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long the current thread has been ready to run while no processor was free, as Linux counts it
 * (Documentation/scheduler/sched-stats: the second number of a task's schedstat, in ns). A reading
 * takes some 10 µs or more, so that only so many stretches per second get one, evenly over the
 * second where there are more. What is known of a part of a request only is of no use, so that its
 * tasks follow its entry.
 */
final class RunQueue {
  /**
   * Two readings each of so many are 0.1 % of one processor, for a cold one takes 25 µs; our
   * choice.
   */
  private static final int MOST_PER_SECOND = 25;

  private static final long SECOND_NANOS = 1_000_000_000;
  private static final long SPACING_NANOS = SECOND_NANOS / MOST_PER_SECOND;

  /**
   * How far behind its time what is not used may be taken, and how far ahead what follows may, in
   * ns; our choice.
   */
  private static final long MOST_APART_NANOS = 4 * SECOND_NANOS;

  private static final String FILE = "/proc/thread-self/schedstat";

  /** Three numbers of at most 20 digits. */
  private static final int LONGEST = 64;

  /** {@link System#nanoTime} until which readings have been given out, one per spacing. */
  private static final AtomicLong GIVEN_UNTIL =
      new AtomicLong(System.nanoTime() - MOST_APART_NANOS);

  /** Other systems have no such file, nor do kernels built without statistics. */
  private static volatile boolean absent;

  private RunQueue() {}

  /** Of the current thread since it began, in ns; -1 when it is not read this time. */
  static long begin() {
    return absent || !take(System.nanoTime(), 0) ? -1 : read();
  }

  /** The same for a further stretch of a request of which the others are read. */
  static long follow() {
    return absent || !take(System.nanoTime(), MOST_APART_NANOS) ? -1 : read();
  }

  private static boolean take(long now, long mostAhead) {
    while (true) {
      long given = GIVEN_UNTIL.get();
      long from = given - now < -MOST_APART_NANOS ? now - MOST_APART_NANOS : given;
      if (from - now >= mostAhead) {
        return false;
      }
      if (GIVEN_UNTIL.compareAndSet(given, from + SPACING_NANOS)) {
        return true;
      }
    }
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
