package io.sonde.agent.recording;

/**
 * Starts threads that end at once, many of them while a sampler still opens their clock. Prints one
 * line.
 */
public final class ShortThreadsApp {
  private static final int ROUNDS = 500;
  private static final int THREADS = 20;

  private ShortThreadsApp() {}

  public static void main(String[] arguments) throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      Thread[] threads = new Thread[THREADS];
      for (int i = 0; i < THREADS; i++) {
        threads[i] = new Thread(() -> {});
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    System.out.println("done");
  }
}
