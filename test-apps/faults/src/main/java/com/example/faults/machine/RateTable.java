package com.example.faults.machine;

import com.example.faults.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Computes a table of rates for each request, on a pool that was sized for a large machine. */
public final class RateTable {
  private static final int POOL = 16;
  private static final int ROWS = 32;

  private RateTable() {}

  public static void broken(Deadline deadline) throws Exception {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            POOL,
            task -> {
              Thread thread = new Thread(task, "rates");
              thread.setDaemon(true);
              return thread;
            });
    RateTable table = new RateTable();
    for (int day = 0; !deadline.isOver(); day++) {
      table.answer(pool, day);
      deadline.pause(Duration.ofMillis(20));
    }
    pool.shutdown();
  }

  /** The table is computed once a day. */
  public static void fixed(Deadline deadline) throws Exception {
    RateTable table = new RateTable();
    long rates = 0;
    while (!deadline.isOver()) {
      rates += table.row(1);
      deadline.pause(Duration.ofMillis(50));
    }
    System.out.println("rates " + rates);
  }

  /** What a client calls. */
  private long answer(ExecutorService pool, int day)
      throws InterruptedException, ExecutionException {
    List<Future<Long>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      int row = i;
      rows.add(pool.submit(() -> row(day + row)));
    }
    long sum = 0;
    for (Future<Long> row : rows) {
      sum += row.get();
    }
    return sum;
  }

  private long row(int day) {
    return QuoteSteps.all(day);
  }
}
