package com.example.faults.locks;

import com.example.faults.Deadline;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Takes orders on virtual threads; each tenant's plug-in is loaded by a loader of its own. */
public final class TenantOrders {
  private static final int AT_ONCE = 16;

  private TenantOrders() {}

  /** Finds a tenant's terms. */
  private interface Terms {
    String of(int tenant) throws Exception;
  }

  public static void broken(Deadline deadline) throws Exception {
    take(deadline, TenantOrders::ofPlugIn);
  }

  public static void fixed(Deadline deadline) throws Exception {
    take(deadline, tenant -> TenantTerms.fetch());
  }

  private static void take(Deadline deadline, Terms terms) throws Exception {
    ExecutorService orders = virtualThreads();
    AtomicInteger tenants = new AtomicInteger();
    Future<?>[] running = new Future<?>[AT_ONCE];
    for (int i = 0; i < AT_ONCE; i++) {
      running[i] =
          orders.submit(
              () -> {
                while (!deadline.isOver()) {
                  terms.of(tenants.incrementAndGet());
                  deadline.pause(Duration.ofMillis(50));
                }
                return null;
              });
    }
    for (Future<?> each : running) {
      each.get();
    }
    orders.shutdown();
  }

  /** The tenant's own copy of the plug-in's class initialises itself while the order waits. */
  private static String ofPlugIn(int tenant) throws Exception {
    URL plugIn = TenantTerms.class.getProtectionDomain().getCodeSource().getLocation();
    URL[] path = {plugIn};
    try (URLClassLoader loader =
        new URLClassLoader("tenant-" + tenant, path, ClassLoader.getPlatformClassLoader())) {
      Class<?> terms = Class.forName(TenantTerms.class.getName(), true, loader);
      return (String) ((Supplier<?>) terms.getConstructor().newInstance()).get();
    }
  }

  /** They exist from JDK 21 on. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }
}
