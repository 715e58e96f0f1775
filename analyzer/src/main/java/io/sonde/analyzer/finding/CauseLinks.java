package io.sonde.analyzer.finding;

import static io.sonde.analyzer.finding.Bond.ALWAYS;
import static io.sonde.analyzer.finding.Bond.ASKED_FOR;
import static io.sonde.analyzer.finding.Bond.AS_SEVERE;
import static io.sonde.analyzer.finding.Bond.DOMINANT;
import static io.sonde.analyzer.finding.Bond.DONE_THERE;
import static io.sonde.analyzer.finding.Bond.LIKELY;
import static io.sonde.analyzer.finding.Bond.METADATA;
import static io.sonde.analyzer.finding.Bond.SAME_PLACE;
import static io.sonde.analyzer.finding.Bond.SAME_PLACE_ALLOCATING;
import static io.sonde.analyzer.finding.Bond.SAME_PLACE_AS_SEVERE;
import static io.sonde.analyzer.finding.Bond.SAME_POOL;
import static io.sonde.analyzer.finding.Bond.STARVED;
import static io.sonde.analyzer.finding.Bond.WARNED;
import static io.sonde.analyzer.finding.Bond.WEIGHTY;

import java.util.ArrayList;
import java.util.List;

/**
 * The cause graph, as docs/rules.md gives it with reasons ("Causes and consequences"). Links stand
 * by consequence; of several causes of one finding the first in this order leads, so the nearest
 * stands first.
 */
final class CauseLinks {
  private static final String ALLOCATION = "allocation-hot-path";
  private static final String BLOCKING = "blocking-io";
  private static final String CLASS_LOADERS = "class-loader-leak";
  private static final String CPU = "cpu-saturation";
  private static final String DEADLOCK = "deadlock";
  private static final String DEOPTIMIZATION = "deoptimization-storm";
  private static final String DOWNSTREAM = "slow-downstream";
  private static final String EXCEPTIONS = "exception-storm";
  private static final String EXECUTOR = "executor-saturation";
  private static final String HELD = "connection-held-too-long";
  private static final String HOT = "hot-path";
  private static final String HUMONGOUS = "humongous-allocation";
  private static final String LEAK = "heap-leak";
  private static final String LOCK = "lock-contention";
  private static final String N_PLUS_ONE = "n-plus-one";
  private static final String NATIVE = "native-memory-leak";
  private static final String PAUSE = "gc-long-pause";
  private static final String PINNING = "virtual-thread-pinning";
  private static final String POOL = "connection-pool-saturation";
  private static final String PRESSURE = "gc-pressure";
  private static final String QUERY = "slow-query";
  private static final String SAFEPOINT = "long-safepoint";
  private static final String THREADS = "thread-leak";
  private static final String THROTTLING = "cpu-throttling";

  private static final String SCARCE_CPU =
      "threads that wait for a processor hold what others wait for";
  private static final String DATABASE_WORK =
      "the machine's processors work for other processes, as for a database on it";

  /** Links that hold whoever uses the processors. */
  private static final List<CauseLink> COMMON =
      List.of(
          // hot-path
          link(ALLOCATION, HOT, SAME_PLACE_ALLOCATING, "the time there goes into making objects"),
          link(EXCEPTIONS, HOT, SAME_PLACE, "the time there goes into making exceptions"),
          link(DEOPTIMIZATION, HOT, SAME_PLACE, "the code there is thrown away and interpreted"),
          // allocation-hot-path
          link(EXCEPTIONS, ALLOCATION, SAME_PLACE, "what is allocated there are exceptions"),
          link(HUMONGOUS, ALLOCATION, SAME_PLACE, "what is allocated there are huge objects"),
          // gc-pressure
          link(ALLOCATION, PRESSURE, SAME_PLACE_AS_SEVERE, "the objects made there are collected"),
          link("explicit-gc", PRESSURE, ASKED_FOR, "most of the collections were asked for"),
          link(HUMONGOUS, PRESSURE, AS_SEVERE, "huge objects fill the old generation"),
          link(LEAK, PRESSURE, AS_SEVERE, "less and less of the heap can be freed"),
          link(CLASS_LOADERS, PRESSURE, METADATA, "classes fill the metaspace, which is collected"),
          // gc-long-pause
          link("explicit-gc", PAUSE, SAME_PLACE, "these calls ask for the collections that pause"),
          link(CLASS_LOADERS, PAUSE, METADATA, "classes fill the metaspace, which is collected"),
          link(HUMONGOUS, PAUSE, AS_SEVERE, "huge objects force full collections"),
          link(PRESSURE, PAUSE, AS_SEVERE, "a heap under pressure needs collections that pause"),
          link(LEAK, PAUSE, AS_SEVERE, "a heap that is never freed needs full collections"),
          link(THROTTLING, PAUSE, WEIGHTY, "the collector is throttled, too"),
          // heap-leak, thread-leak, native-memory-leak
          link(CLASS_LOADERS, LEAK, AS_SEVERE, "a loader keeps what its classes refer to"),
          link(THREADS, LEAK, SAME_PLACE, "a thread keeps what it refers to"),
          link(DEADLOCK, THREADS, ALWAYS, "threads that are blocked for good do not end"),
          link(THREADS, NATIVE, AS_SEVERE, "each thread has a stack in native memory"),
          link(CLASS_LOADERS, NATIVE, AS_SEVERE, "classes lie in native memory"),
          // cpu-saturation
          link(THROTTLING, CPU, ALWAYS, "the container may not use more of the processors"),
          link(HOT, CPU, WARNED, "that code uses a large part of the processors"),
          link(EXCEPTIONS, CPU, WEIGHTY, "making exceptions uses the processors"),
          link(DEOPTIMIZATION, CPU, WEIGHTY, "code is compiled and interpreted again and again"),
          link("code-cache", CPU, AS_SEVERE, "what is not compiled is interpreted"),
          link(PRESSURE, CPU, WEIGHTY, "the collector uses the processors"),
          link(N_PLUS_ONE, CPU, DOMINANT, "each of the repeated statements is work"),
          // long-safepoint
          link(THROTTLING, SAFEPOINT, ALWAYS, "throttled threads arrive late"),
          link(CPU, SAFEPOINT, AS_SEVERE, "threads without a processor arrive late"),
          // lock-contention
          link(DEADLOCK, LOCK, SAME_PLACE, "the lock is held for good"),
          link(BLOCKING, LOCK, SAME_PLACE, "the lock is held meanwhile"),
          link(DOWNSTREAM, LOCK, SAME_PLACE, "the lock is held during the call"),
          link(QUERY, LOCK, SAME_PLACE, "the lock is held while the statement runs"),
          link(N_PLUS_ONE, LOCK, SAME_PLACE, "the lock is held while the statements run"),
          link(PAUSE, LOCK, DOMINANT, "a pause stops the lock's holder"),
          link(THROTTLING, LOCK, WEIGHTY, "the lock's holder is throttled"),
          link(CPU, LOCK, WEIGHTY, SCARCE_CPU),
          // connection-held-too-long
          link(DEADLOCK, HELD, ALWAYS, "threads that are blocked for good keep their connections"),
          link(N_PLUS_ONE, HELD, LIKELY, "the connection is held while the statements run"),
          link(QUERY, HELD, LIKELY, "the connection is held while the statement runs"),
          link(DOWNSTREAM, HELD, LIKELY, "the connection is held during the call"),
          link(BLOCKING, HELD, LIKELY, "the connection is held meanwhile"),
          link(LOCK, HELD, LIKELY, "the connection is held while its thread waits for the lock"),
          link(CPU, HELD, WEIGHTY, SCARCE_CPU),
          // connection-pool-saturation
          link(HELD, POOL, SAME_POOL, "connections come back late"),
          link(DEADLOCK, POOL, ALWAYS, "threads that are blocked for good keep their connections"),
          link(N_PLUS_ONE, POOL, LIKELY, "connections are held while the statements run"),
          link(QUERY, POOL, LIKELY, "connections are held while the statement runs"),
          link(DOWNSTREAM, POOL, LIKELY, "connections are held during the call"),
          link(BLOCKING, POOL, LIKELY, "connections are held meanwhile"),
          link(LOCK, POOL, LIKELY, "connections are held while their threads wait for the lock"),
          link(PAUSE, POOL, DOMINANT, "a pause stops those that hold connections"),
          link(THROTTLING, POOL, WEIGHTY, "those that hold connections are throttled"),
          link(CPU, POOL, STARVED, SCARCE_CPU),
          // executor-saturation
          link(DEADLOCK, EXECUTOR, ALWAYS, "threads that are blocked for good take no more tasks"),
          link(PINNING, EXECUTOR, LIKELY, "pinned threads keep the carriers from others"),
          link(POOL, EXECUTOR, LIKELY, "the executor's threads wait for connections"),
          link(LOCK, EXECUTOR, DONE_THERE, "the executor's threads wait for the lock"),
          link(
              DOWNSTREAM,
              EXECUTOR,
              DONE_THERE,
              "the executor's threads wait for the other service"),
          link(QUERY, EXECUTOR, DONE_THERE, "the executor's threads wait for the database"),
          link(N_PLUS_ONE, EXECUTOR, DONE_THERE, "the executor's threads wait for the database"),
          link(BLOCKING, EXECUTOR, DONE_THERE, "the executor's threads are blocked"),
          link(PAUSE, EXECUTOR, DOMINANT, "tasks queue up during a pause"),
          link(THROTTLING, EXECUTOR, WEIGHTY, "the executor's threads are throttled"),
          link(CPU, EXECUTOR, STARVED, "the executor's threads wait for a processor"));

  /** The JVM itself uses the processors, so what it waits for elsewhere is waited for longer. */
  private static final List<CauseLink> OWN_LOAD =
      List.of(
          link(CPU, QUERY, DOMINANT, "its caller waits for a processor once the answer is there"),
          link(CPU, DOWNSTREAM, DOMINANT, "its caller waits for a processor, too"),
          link(CPU, BLOCKING, DOMINANT, "its thread waits for a processor, too"),
          link(CPU, PAUSE, WEIGHTY, "the collector's threads wait for processors"));

  /** Others use the processors: a database on the machine, most likely. */
  private static final List<CauseLink> FOREIGN_LOAD =
      List.of(
          link(QUERY, CPU, DOMINANT, DATABASE_WORK),
          link(N_PLUS_ONE, CPU, LIKELY, DATABASE_WORK),
          link(CPU, PAUSE, WEIGHTY, "the collector's threads wait for processors"));

  private CauseLinks() {}

  /**
   * @param foreignLoad true when other processes use more of the processors than the JVM does
   */
  static List<CauseLink> of(boolean foreignLoad) {
    List<CauseLink> links = new ArrayList<>(COMMON);
    links.addAll(foreignLoad ? FOREIGN_LOAD : OWN_LOAD);
    return links;
  }

  private static CauseLink link(String cause, String consequence, Bond bond, String because) {
    return new CauseLink(cause, consequence, bond, because);
  }
}
