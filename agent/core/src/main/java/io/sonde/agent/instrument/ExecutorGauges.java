package io.sonde.agent.instrument;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * What an executor says of itself now; its getters are called by the reporting thread alone.
 *
 * @param name empty where it has none
 * @param queueRemaining -1 where it is not known
 * @param completed tasks so far; -1 where it is not known
 */
record ExecutorGauges(
    String name,
    int active,
    int idle,
    int core,
    int limit,
    int queued,
    int queueRemaining,
    long completed) {
  private static final int UNKNOWN = -1;
  private static final String TOMCAT = "org.apache.tomcat.util.threads.ThreadPoolExecutor";
  private static final String JBOSS = "org.jboss.threads.EnhancedQueueExecutor";
  private static final String JETTY = "org.eclipse.jetty.util.thread.QueuedThreadPool";

  /** Null for what we do not know. */
  static @Nullable ExecutorGauges of(Object executor) throws ReflectiveOperationException {
    if (executor instanceof ThreadPoolExecutor pool) {
      return ofJdk(pool);
    }
    if (executor instanceof ForkJoinPool pool) {
      int running = pool.getActiveThreadCount();
      return new ExecutorGauges(
          "",
          running,
          Math.max(0, pool.getPoolSize() - running),
          pool.getParallelism(),
          pool.getParallelism(),
          pool.getQueuedSubmissionCount(),
          UNKNOWN,
          UNKNOWN);
    }
    for (Class<?> type = executor.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(TOMCAT)) {
        return ofTomcat(type, executor);
      }
      if (type.getName().equals(JETTY)) {
        return ofJetty(type, executor);
      }
      if (type.getName().equals(JBOSS)) {
        return ofJboss(type, executor);
      }
    }
    return null;
  }

  private static ExecutorGauges ofJdk(ThreadPoolExecutor pool) {
    int active = pool.getActiveCount();
    return new ExecutorGauges(
        "",
        active,
        Math.max(0, pool.getPoolSize() - active),
        pool.getCorePoolSize(),
        pool.getMaximumPoolSize(),
        pool.getQueue().size(),
        pool.getQueue().remainingCapacity(),
        pool.getCompletedTaskCount());
  }

  /** From Tomcat 9.0.70 on its executor is none of the JDK's, with the same getters. */
  private static ExecutorGauges ofTomcat(Class<?> type, Object pool)
      throws ReflectiveOperationException {
    BlockingQueue<?> queue = (BlockingQueue<?>) type.getMethod("getQueue").invoke(pool);
    return byGettersOfJdk(type, pool, queue.size(), queue.remainingCapacity());
  }

  private static ExecutorGauges ofJboss(Class<?> type, Object pool)
      throws ReflectiveOperationException {
    int queued = number(type, pool, "getQueueSize");
    int room = Math.max(0, number(type, pool, "getMaximumQueueSize") - queued);
    return byGettersOfJdk(type, pool, queued, room);
  }

  /** Of a pool whose getters are named as those of the JDK's, its queue's aside. */
  private static ExecutorGauges byGettersOfJdk(
      Class<?> type, Object pool, int queued, int queueRemaining)
      throws ReflectiveOperationException {
    int active = number(type, pool, "getActiveCount");
    return new ExecutorGauges(
        "",
        active,
        Math.max(0, number(type, pool, "getPoolSize") - active),
        number(type, pool, "getCorePoolSize"),
        number(type, pool, "getMaximumPoolSize"),
        queued,
        queueRemaining,
        (Long) type.getMethod("getCompletedTaskCount").invoke(pool));
  }

  private static ExecutorGauges ofJetty(Class<?> type, Object pool)
      throws ReflectiveOperationException {
    return new ExecutorGauges(
        (String) type.getMethod("getName").invoke(pool),
        number(type, pool, "getBusyThreads"),
        number(type, pool, "getIdleThreads"),
        number(type, pool, "getMinThreads"),
        number(type, pool, "getMaxThreads"),
        number(type, pool, "getQueueSize"),
        UNKNOWN,
        UNKNOWN);
  }

  private static int number(Class<?> type, Object object, String getter)
      throws ReflectiveOperationException {
    return (Integer) type.getMethod(getter).invoke(object);
  }
}
