package io.sonde.analyzer.attach;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Requests that work on four threads one after the other: their own, a pool's, the common pool's,
 * and where there are any a virtual one; each in a method of its own. Beside them a thread works
 * for nobody.
 */
final class HoppingProgram {
  private static final boolean VIRTUAL = Runtime.version().feature() >= 21;
  private static final long WORK_NANOS = 20_000_000;

  private static volatile int garbage;

  private HoppingProgram() {}

  public static void main(String[] args) throws Exception {
    Thread nobody =
        new Thread(
            () -> {
              while (true) {
                forNobody();
              }
            });
    nobody.setDaemon(true);
    nobody.start();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    System.out.println("ready");
    while (true) {
      hop(pool);
    }
  }

  /** The entry point. */
  static void hop(ExecutorService pool) throws Exception {
    onEntry();
    pool.submit(HoppingProgram::onPool).get();
  }

  private static void onEntry() {
    work();
  }

  private static Void onPool() throws Exception {
    work();
    CompletableFuture.runAsync(HoppingProgram::onStage).get();
    return null;
  }

  private static void onStage() {
    work();
    try {
      start(HoppingProgram::onThread).join();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void onThread() {
    work();
  }

  private static void forNobody() {
    work();
  }

  private static Thread start(Runnable task) throws Exception {
    if (VIRTUAL) {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }
    Thread thread = new Thread(task);
    thread.start();
    return thread;
  }

  private static void work() {
    long end = System.nanoTime() + WORK_NANOS;
    int sum = 0;
    while (System.nanoTime() < end) {
      byte[] bytes = new byte[20_000];
      sum += bytes.length + bytes[sum % bytes.length & 0xff];
    }
    garbage = sum;
  }
}
