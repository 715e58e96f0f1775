package com.example.shop.cart;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Where parcels come from. It answers at once but for bulky goods, which one cart in 20 holds. */
final class Depot {
  private static final int ONE_IN = 20;
  private static final long SEARCH_MILLIS = 1_000;
  private static final int DAYS = 2;
  private static final int CALLERS = 8;

  private Depot() {}

  static int ask(long cart) {
    if (cart % ONE_IN == 0) {
      search();
    }
    return DAYS;
  }

  private static void search() {
    try {
      TimeUnit.MILLISECONDS.sleep(SEARCH_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Threads to ask it with. */
  static ExecutorService callers() {
    return Executors.newFixedThreadPool(
        CALLERS,
        task -> {
          Thread thread = new Thread(task, "depot");
          thread.setDaemon(true);
          return thread;
        });
  }
}
