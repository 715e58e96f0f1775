package io.sonde.agent.instrument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The methods of executors and threads by which work for a request gets to other threads. Nearly
 * all are of classes that every JVM has loaded, so they get their advice only where requests come
 * in. Names that only one of the supported JDKs has are no error.
 */
final class TaskMethods {
  private static final String ADVICE = "io.sonde.agent.instrument.tasks.";
  private static final String RUNNABLE = "(Ljava/lang/Runnable;)";
  private static final String CONTAINER = "(Ljdk/internal/vm/ThreadContainer;)";
  private static final String FORK_JOIN_POOL = "java.util.concurrent.ForkJoinPool";
  private static final String LOCK_SUPPORT = "java.util.concurrent.locks.LockSupport";
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
  private static final String FORK_JOIN_TASK = "java.util.concurrent.ForkJoinTask";

  /** A class with the methods of the JDK's pool: Tomcat's is a copy of it. */
  private static final List<String> THREAD_POOLS =
      List.of(
          "java.util.concurrent.ThreadPoolExecutor",
          "org.apache.tomcat.util.threads.ThreadPoolExecutor");

  /** What servlets start asynchronous work by; each server's own. */
  private static final List<String> ASYNC_CONTEXTS =
      List.of(
          "org.apache.catalina.core.AsyncContextImpl",
          "org.eclipse.jetty.server.AsyncContextState",
          "org.eclipse.jetty.ee8.nested.AsyncContextState",
          "org.eclipse.jetty.ee9.nested.AsyncContextState",
          "org.eclipse.jetty.ee10.servlet.AsyncContextState",
          "org.eclipse.jetty.ee11.servlet.AsyncContextState",
          "io.undertow.servlet.spec.AsyncContextImpl");

  private static final String JETTY_POOL = "org.eclipse.jetty.util.thread.QueuedThreadPool";

  /** Undertow's worker pool, from XNIO 3.8 on; before it was the JDK's. */
  private static final String JBOSS_POOL = "org.jboss.threads.EnhancedQueueExecutor";

  private final Map<String, List<LibraryMethod>> byClass = new HashMap<>();

  TaskMethods() {
    THREAD_POOLS.forEach(this::addThreadPool);
    // Where Tomcat's pool is a subclass, it has no such method.
    add(THREAD_POOLS.get(1), "executeInternal", RUNNABLE, "HandOver");
    add(THREAD_POOLS.get(0), "execute", RUNNABLE, "HandOver");
    add(
        "java.util.concurrent.ScheduledThreadPoolExecutor",
        "delayedExecute",
        "(Ljava/util/concurrent/RunnableScheduledFuture;)",
        "HandOverLater");
    addForkJoin();
    addThreads();
    if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
      addParks();
    }
    addServers();
  }

  List<LibraryMethod> of(String className) {
    return byClass.getOrDefault(className, List.of());
  }

  /**
   * Loads those classes of the JDK that are not loaded yet: while one is being defined, weaving it
   * could need it. Nothing is initialised.
   */
  void load() {
    for (String name : byClass.keySet()) {
      if (name.startsWith("java.")) {
        try {
          Class.forName(name, false, null);
        } catch (ClassNotFoundException newerJdk) {
          // There are no virtual threads then.
        }
      }
    }
  }

  /** For tests. */
  List<LibraryMethod> all() {
    return byClass.values().stream().flatMap(List::stream).toList();
  }

  private void addThreadPool(String pool) {
    add(pool, "addWorker", "(", "NewWorker");
    add(pool, "getTask", "()", "Fetch");
    add(pool, "reject", "(Ljava/lang/Runnable;", "Reject");
    add(pool, "remove", RUNNABLE, "Remove");
    add(pool, "shutdownNow", "()", "Drain");
    add(pool + "$Worker", "run", "()", "Worker");
  }

  /** Until JDK 17 tasks come in by externalSubmit, later by both; delayed ones exist from 25 on. */
  private void addForkJoin() {
    add(FORK_JOIN_POOL, "externalSubmit", "(Ljava/util/concurrent/ForkJoinTask;)", "ForkJoin");
    add(FORK_JOIN_POOL, "poolSubmit", "(ZLjava/util/concurrent/ForkJoinTask;)", "ForkJoinSubmit");
    add(
        FORK_JOIN_POOL,
        "scheduleDelayedTask",
        "(Ljava/util/concurrent/DelayScheduler$ScheduledForkJoinTask;)",
        "HandOverLater");
    add(FORK_JOIN_TASK, "fork", "()", "Fork");
    add(FORK_JOIN_TASK, "doExec", "()", "Run");
  }

  private void addServers() {
    add(JETTY_POOL, "execute", RUNNABLE, "HandOver");
    add(JETTY_POOL, "runJob", RUNNABLE, "RunJob");
    add(JETTY_POOL, "startThread", "()", "NewWorker");
    add(JBOSS_POOL, "execute", RUNNABLE, "HandOver");
    add(JBOSS_POOL, "doStartThread", "(", "NewWorker");
    add(JBOSS_POOL + "$Task", "doRunWith", "(Ljava/lang/Runnable;", "RunJob");
    for (String context : ASYNC_CONTEXTS) {
      add(context, "start", RUNNABLE, "StartAsync");
    }
  }

  /** From JDK 21 on virtual threads run their task in runWith alone, others in both. */
  private void addThreads() {
    add("java.lang.Thread", "start", "()", "Start");
    add("java.lang.Thread", "start", CONTAINER, "Start");
    add("java.lang.Thread", "run", "()", "Run");
    add("java.lang.Thread", "runWith", "(Ljava/lang/Object;Ljava/lang/Runnable;)", "Run");
    add("java.lang.VirtualThread", "start", CONTAINER, "StartVirtual");
  }

  private void addParks() {
    for (String method : List.of("park", "parkNanos", "parkUntil")) {
      add(LOCK_SUPPORT, method, "(Ljava/lang/Object;", "ParkOn");
    }
    add(LOCK_SUPPORT, "park", "()", "Park");
    add(LOCK_SUPPORT, "parkNanos", "(J)", "Park");
    add(LOCK_SUPPORT, "parkUntil", "(J)", "Park");
  }

  private void add(String className, String method, String arguments, String advice) {
    byClass
        .computeIfAbsent(className, added -> new ArrayList<>())
        .add(new LibraryMethod(className, method, arguments, ADVICE + advice + "Advice", Map.of()));
  }
}
