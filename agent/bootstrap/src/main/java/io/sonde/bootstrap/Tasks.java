package io.sonde.bootstrap;

import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * What advice in executors and threads calls: a task runs for the request that handed it over. It
 * lies in the JDK's own pools, so it loads no class, starts no thread and calls no executor. Where
 * no request is concerned, handing over costs a thread-local read and a counter's.
 */
public final class Tasks {
  private static final String FORK = "java.util.concurrent.ForkJoinPool";
  private static final String THREAD = "thread";
  private static final String VIRTUAL_THREAD = "virtual-thread";

  /** Servers' own work, such as the next request on the same connection: begins for no request. */
  private static final String[] SERVERS = {
    "org.apache.tomcat.",
    "org.apache.catalina.",
    "org.apache.coyote.",
    "org.eclipse.jetty.",
    "io.undertow.",
    "org.xnio.",
    "sun.net.httpserver."
  };

  private Tasks() {}

  /** Loads and initialises what advice needs, before there is any. */
  public static void prepare() {
    new TaskEvent().begin();
    VirtualPark.prepare();
    PendingTasks.isEmpty();
    isServersOwn("");
  }

  /** The current thread hands a task to an executor. */
  public static void handOver(Object task, Object executor) {
    RequestStretch current = Requests.current();
    if (current != null
        && task != null
        && (current.startsApplicationsTask() || !isServersOwn(task.getClass().getName()))) {
      PendingTasks.put(task, current.request(), executor.getClass().getName(), System.nanoTime());
    } else {
      handOverForNone(task);
    }
  }

  /** The current thread hands a task to an executor that shall run it later. */
  public static void handOverLater(Delayed task, Object executor) {
    RequestStretch current = Requests.current();
    if (current != null) {
      long delayNanos = Math.max(0, task.getDelay(TimeUnit.NANOSECONDS));
      PendingTasks.put(
          task, current.request(), executor.getClass().getName(), System.nanoTime() + delayNanos);
    } else {
      handOverForNone(task);
    }
  }

  /** The current thread forks a task, in the pool that it belongs to or the common one. */
  public static void fork(Object task) {
    RequestStretch current = Requests.current();
    if (current != null) {
      PendingTasks.put(task, current.request(), FORK, System.nanoTime());
    } else {
      handOverForNone(task);
    }
  }

  /**
   * The current thread hands a task to a pool. That of the virtual threads themselves, whose
   * threads are made in java.lang, gets continuations, which are no tasks.
   */
  public static void handOver(Object task, ForkJoinPool pool) {
    RequestStretch current = Requests.current();
    if (current == null) {
      handOverForNone(task);
    } else if (!pool.getFactory().getClass().getName().startsWith("java.lang.")) {
      PendingTasks.put(task, current.request(), pool.getClass().getName(), System.nanoTime());
    }
  }

  /** The current thread starts another. */
  public static void start(Thread thread) {
    RequestStretch current = Requests.current();
    if (current != null && runsItsTask(thread.getClass())) {
      PendingTasks.put(thread, current.request(), THREAD, System.nanoTime());
    }
  }

  /** The current thread starts a virtual one. */
  public static void startVirtual(Thread thread) {
    RequestStretch current = Requests.current();
    if (current != null) {
      PendingTasks.put(thread, current.request(), VIRTUAL_THREAD, System.nanoTime());
    }
  }

  /** The task that was handed over will not run. */
  public static void withdraw(Object task) {
    if (task != null && !PendingTasks.isEmpty()) {
      PendingTasks.withdraw(task);
    }
  }

  /** As {@link #withdraw} for each of them. */
  public static void withdrawAll(List<?> tasks) {
    if (tasks != null && !PendingTasks.isEmpty()) {
      for (int i = 0; i < tasks.size(); i++) {
        PendingTasks.withdraw(tasks.get(i));
      }
    }
  }

  /**
   * The current thread begins to run a task.
   *
   * @return null when it is of no request, of one that has ended, or of the one that the thread
   *     works for already
   */
  public static RequestStretch begin(Object task) {
    if (PendingTasks.isEmpty() || task == null) {
      return null;
    }
    PendingTasks.Entry entry = PendingTasks.take(task);
    if (entry == null || entry.request == null || entry.request.hasEnded()) {
      return null;
    }
    RequestStretch outer = Requests.current();
    if (outer != null && outer.request() == entry.request || !Requests.recorded()) {
      return null;
    }
    RequestStretch begun =
        Requests.task(entry.request, entry.executor, System.nanoTime() - entry.dueNanos);
    begun.enter();
    return begun;
  }

  /** Begins the task that a pool's worker has fetched; it ends at {@link #endFetched}. */
  public static void beginFetched(Object task) {
    RequestStretch begun = begin(task);
    if (begun != null) {
      begun.endsWithNext();
    }
  }

  /** The current thread, a pool's worker, has run the task that it fetched. */
  public static void endFetched() {
    Requests.endFetched();
  }

  /**
   * The same object may wait for a request already, as a task that is made once does; then it waits
   * behind that for nobody.
   */
  private static void handOverForNone(Object task) {
    if (!PendingTasks.isEmpty() && task != null && PendingTasks.contains(task)) {
      PendingTasks.put(task, null, null, 0);
    }
  }

  private static boolean isServersOwn(String className) {
    for (String server : SERVERS) {
      if (className.startsWith(server)) {
        return true;
      }
    }
    return false;
  }

  /** Advice in Thread.run does not see threads with a run of their own. */
  private static boolean runsItsTask(Class<?> type) {
    if (type == Thread.class) {
      return true;
    }
    if (ForkJoinWorkerThread.class.isAssignableFrom(type)) {
      return false;
    }
    try {
      return type.getMethod("run").getDeclaringClass() == Thread.class;
    } catch (NoSuchMethodException | LinkageError unknown) {
      return false;
    }
  }
}
