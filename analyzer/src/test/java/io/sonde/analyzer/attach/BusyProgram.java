package io.sonde.analyzer.attach;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** A JVM under light load that measures itself when asked on its standard input. */
final class BusyProgram {
  /** Property that names classes to load. */
  static final String LOADS = "busy.loads";

  private static volatile long sum;

  private BusyProgram() {}

  public static void main(String[] args) throws Exception {
    String library = System.getProperty(LOADS);
    if (library != null) {
      for (String name : library.split(",")) {
        Class.forName(name);
      }
    }
    Thread worker = new Thread(BusyProgram::work, "worker");
    worker.setDaemon(true);
    worker.start();
    System.out.println("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      measure();
    }
  }

  static long step(int n) {
    byte[] garbage = new byte[100 + n % 1000];
    return garbage.length + n;
  }

  private static void work() {
    try {
      for (int n = 0; true; n++) {
        sum += step(n);
        if (n % 100 == 0) {
          Thread.sleep(2);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** The heap as the last collection left it: the load goes on allocating meanwhile. */
  private static void measure() {
    System.gc();
    System.gc();
    long heap = 0;
    long metaspace = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
        heap += pool.getCollectionUsage().getUsed();
      } else if (pool.getName().equals("Metaspace")) {
        metaspace = pool.getUsage().getUsed();
      }
    }
    int classes = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    System.out.println("heap=%d classes=%d metaspace=%d".formatted(heap, classes, metaspace));
  }
}
