package com.example.faults.machine;

import com.example.faults.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Answers requests for quotations: each caller at once, however many there are. */
public final class QuoteDesk {
  private static final int CALLERS = 24;

  private final AtomicLong quoted = new AtomicLong();

  private QuoteDesk() {}

  /** As many at work as there are callers. */
  public static void broken(Deadline deadline) throws InterruptedException {
    new QuoteDesk().serve(deadline, CALLERS, Duration.ofMillis(2));
  }

  /** A service that is asked for half of what the machine can do. */
  public static void fixed(Deadline deadline) throws InterruptedException {
    new QuoteDesk().serve(deadline, 2, Duration.ZERO);
  }

  /**
   * @param think time between two calls of one caller; zero: as long as the call took
   */
  private void serve(Deadline deadline, int callers, Duration think) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      Thread thread = new Thread(() -> call(deadline, think), "quote-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println("quoted " + quoted);
  }

  private void call(Deadline deadline, Duration think) {
    try {
      for (int customer = 0; !deadline.isOver(); customer++) {
        long begin = System.nanoTime();
        quoted.addAndGet(quote(customer) & 1);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        deadline.pause(think.isZero() ? took : think);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private long quote(int customer) {
    return QuoteSteps.all(customer);
  }
}
