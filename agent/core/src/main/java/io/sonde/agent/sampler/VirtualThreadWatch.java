package io.sonde.agent.sampler;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells whether the application's work runs on virtual threads, where async-profiler sees only
 * their carriers. Costs one listing of the threads per look; CPU times are read only once carriers
 * exist. Carriers alone say nothing: libraries start a virtual thread now and then.
 */
public final class VirtualThreadWatch {
  private static final int FIRST_RELEASE = 21;
  private static final String CARRIER_CLASS = "jdk.internal.misc.CarrierThread";

  /**
   * Carriers' share of the process's CPU time from which requests are taken to run on them. A
   * library's stray virtual threads stay far below; a service under load spends most of its time
   * there, beside compiler and collector.
   */
  private static final double CPU_SHARE = 0.25;

  /** CPU time of the process since the last decision below which a share means nothing. */
  private static final long MIN_CPU_NANOS = 500_000_000;

  /** CPU time of each live carrier at the last look, by thread id; ended ones have dropped out. */
  private Map<Long, Long> lastByCarrier = new HashMap<>();

  /** CPU time of the process at the last decision; -1 before the first look. */
  private long processNanosAtDecision = -1;

  /** CPU time of carriers since the last decision. */
  private long carrierNanos;

  public static boolean exist() {
    return Runtime.version().feature() >= FIRST_RELEASE;
  }

  /**
   * Compares CPU times with those at the last decision; a quiet service's are added up over several
   * looks until they mean something.
   */
  public boolean workRunsOnVirtualThreads() {
    List<Thread> carriers = exist() ? carriers() : List.of();
    if (carriers.isEmpty()) {
      return false;
    }
    long processNanos =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getProcessCpuTime()
            : -1;
    return look(cpuNanos(carriers), processNanos);
  }

  /** One look: CPU time by carrier and of the whole process, both since their start. */
  boolean look(Map<Long, Long> byCarrier, long processNanos) {
    boolean first = processNanosAtDecision < 0;
    if (!first) {
      byCarrier.forEach(
          (id, nanos) -> carrierNanos += Math.max(0, nanos - lastByCarrier.getOrDefault(id, 0L)));
    }
    lastByCarrier = byCarrier;
    long spent = first ? 0 : processNanos - processNanosAtDecision;
    if (!first && spent < MIN_CPU_NANOS) {
      return false;
    }
    boolean holds = !first && carrierNanos >= CPU_SHARE * spent;
    processNanosAtDecision = processNanos;
    carrierNanos = 0;
    return holds;
  }

  private static List<Thread> carriers() {
    return LiveThreads.all().stream()
        .filter(thread -> thread.getClass().getName().equals(CARRIER_CLASS))
        .toList();
  }

  @SuppressWarnings("deprecation") // getId: its successor threadId() is newer than JDK 17
  private static Map<Long, Long> cpuNanos(List<Thread> threads) {
    ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    Map<Long, Long> byId = new HashMap<>();
    for (Thread thread : threads) {
      byId.put(thread.getId(), Math.max(0, bean.getThreadCpuTime(thread.getId())));
    }
    return byId;
  }
}
