package io.sonde.benchmarks.reading;

import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

/**
 * A program whose recording is large: threads that call a few methods in thousands of orders,
 * allocate and contend for a few locks. Arguments: seconds; threads. Prints how many calls it made.
 */
public final class StackLoad {
  private static final int DEEPEST = 40;

  /** Kinds of requests, each with its own way through the methods. */
  private static final int WAYS = 3_000;

  private static final int LOCKS = 4;
  private static final int LARGEST_ARRAY = 4_000;

  private static final Object[] MONITORS = new Object[LOCKS];
  private static final LongAdder CALLS = new LongAdder();
  private static volatile byte[] kept = {};

  private final Random ways;
  private final Random random = new Random();
  private long sum;

  static {
    for (int i = 0; i < LOCKS; i++) {
      MONITORS[i] = new Object();
    }
  }

  private StackLoad(long seed) {
    this.ways = new Random(seed);
  }

  public static void main(String[] arguments) throws InterruptedException {
    long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000_000L;
    Thread[] threads = new Thread[Integer.parseInt(arguments[1])];
    for (int i = 0; i < threads.length; i++) {
      StackLoad load = new StackLoad(i);
      threads[i] = new Thread(() -> load.run(end), "load-" + i);
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(CALLS.sum() + " calls");
  }

  private void run(long end) {
    while (System.nanoTime() < end) {
      random.setSeed(ways.nextInt(WAYS));
      call(1 + random.nextInt(DEEPEST));
      CALLS.increment();
    }
    kept = new byte[(int) (sum & 1)];
  }

  /** The next method is drawn at each step, from what the request's own seed gives. */
  private void call(int left) {
    if (left == 0) {
      work();
      return;
    }
    switch (random.nextInt(6)) {
      case 0 -> alpha(left);
      case 1 -> beta(left);
      case 2 -> gamma(left);
      case 3 -> delta(left);
      case 4 -> epsilon(left);
      default -> zeta(left);
    }
  }

  private void alpha(int left) {
    call(left - 1);
  }

  private void beta(int left) {
    sum += left;
    call(left - 1);
  }

  private void gamma(int left) {
    call(left - 1);
    sum ^= left;
  }

  private void delta(int left) {
    Runnable next = () -> call(left - 1);
    next.run();
  }

  private void epsilon(int left) {
    if (left % 8 == 0) {
      synchronized (MONITORS[left % LOCKS]) {
        sum++;
      }
    }
    call(left - 1);
  }

  private void zeta(int left) {
    kept = new byte[random.nextInt(LARGEST_ARRAY)];
    call(left - 1);
  }

  private void work() {
    for (int i = 0; i < 2_000; i++) {
      sum = sum * 31 + i;
    }
  }
}
