package com.example.faults.locks;

import com.example.faults.Deadline;
import java.time.Duration;
import java.util.Random;

/** Computes the risk of a portfolio now and then, beside threads that take quotes. */
public final class RiskReport {
  private static final int PRICES = 1 << 16;
  private static final int SCENARIOS = 120_000_000;
  private static final int BLOCK = 4_000_000;

  /** So that the report uses some tenth of a processor. */
  private static final Duration REST = Duration.ofMillis(2_200);

  private static final int QUOTE_BYTES = 20_000;
  private static final int QUOTES = 200;

  private final double[] prices = new Random(1).doubles(PRICES).toArray();
  private double risk;
  private byte[] quote = {};

  private RiskReport() {}

  /** Computes the whole. */
  private interface Computation {
    double compute();
  }

  public static void broken(Deadline deadline) throws InterruptedException {
    RiskReport report = new RiskReport();
    report.run(deadline, report::computeAtOnce);
  }

  public static void fixed(Deadline deadline) throws InterruptedException {
    RiskReport report = new RiskReport();
    report.run(deadline, report::computeInBlocks);
  }

  private void run(Deadline deadline, Computation computation) throws InterruptedException {
    start("quotes", () -> takeQuotes(deadline));
    start("risk-report", () -> report(deadline, computation)).join();
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void report(Deadline deadline, Computation computation) {
    try {
      while (!deadline.isOver()) {
        risk += computation.compute();
        deadline.pause(REST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What they leave is collected, for which all threads must stop. */
  private void takeQuotes(Deadline deadline) {
    try {
      while (!deadline.isOver()) {
        for (int i = 0; i < QUOTES; i++) {
          quote = new byte[QUOTE_BYTES];
        }
        deadline.pause(Duration.ofMillis(50));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One loop, in which the compiler leaves out the check whether to stop. */
  private double computeAtOnce() {
    return sum(0, SCENARIOS);
  }

  private double computeInBlocks() {
    double sum = 0;
    for (int from = 0; from < SCENARIOS; from += BLOCK) {
      sum += sum(from, from + BLOCK);
      Thread.yield();
    }
    return sum;
  }

  private double sum(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += prices[i & PRICES - 1] * prices[i * 7 & PRICES - 1];
    }
    return sum;
  }
}
