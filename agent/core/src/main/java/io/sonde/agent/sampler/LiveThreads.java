package io.sonde.agent.sampler;

import java.util.Arrays;
import java.util.List;

/** The platform threads that live now: a listing, without a safepoint and without JMX. */
public final class LiveThreads {
  private LiveThreads() {}

  public static List<Thread> all() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() * 2 + 16];
    return List.of(Arrays.copyOf(threads, root.enumerate(threads, true)));
  }
}
