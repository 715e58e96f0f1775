package io.sonde.bootstrap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All instrumented methods and all cells. A method is known by its names alone, so the same class
 * in two loaders, or attached to a second time, shares one number, and no loader is kept alive.
 * Each lock here that threads of the application may wait for is held for moments only.
 */
public final class MethodTable {
  private static final AtomicLong CHARGED_BYTES = new AtomicLong();

  /** Guards itself and the array of names. */
  private static final Map<TimedMethod, Integer> NUMBERS = new HashMap<>();

  /** Guards what the reader alone uses: the sums, which take a while. */
  private static final Object READING = new Object();

  /** Exact counts of threads that have died, by method. */
  private static final Map<Integer, MethodTotals> RETIRED = new HashMap<>();

  private static final Object SHARING = new Object();

  private static volatile TimedMethod[] methods = new TimedMethod[0];
  private static volatile SharedCell[] sharedCells = new SharedCell[0];
  private static volatile long budgetBytes = Long.MAX_VALUE;
  private static volatile int session;

  private MethodTable() {}

  /** The names of an instrumented method; the class in source form, the descriptor in JVM form. */
  public record TimedMethod(String className, String methodName, String descriptor) {}

  /** The method's number, which the advice passes to {@link MethodProbe#cell}. */
  public static int number(TimedMethod method) {
    synchronized (NUMBERS) {
      int next = methods.length;
      Integer known = NUMBERS.putIfAbsent(method, next);
      if (known != null) {
        return known;
      }
      TimedMethod[] longer = Arrays.copyOf(methods, next + 1);
      longer[next] = method;
      methods = longer;
      return next;
    }
  }

  public static TimedMethod method(int number) {
    return methods[number];
  }

  /** Heap that the cells of all threads may take before new ones are shared. */
  public static void setBudgetBytes(long bytes) {
    budgetBytes = bytes;
  }

  /** Heap that the cells of all threads take. */
  public static long chargedBytes() {
    return CHARGED_BYTES.get();
  }

  /** Number of methods known so far. */
  public static int size() {
    return methods.length;
  }

  /** Counts the times that timing has been stopped: cells of an earlier session count no more. */
  static int session() {
    return session;
  }

  /** Forgets all counts. Threads that are in a timed method at this moment start over, too. */
  public static void clear() {
    synchronized (READING) {
      session++;
      for (ThreadCells thread : ThreadRegistry.snapshot()) {
        thread.forget();
        if (thread.isDead()) {
          ThreadRegistry.remove(thread);
        }
      }
      CHARGED_BYTES.set(0);
      RETIRED.clear();
      synchronized (SHARING) {
        sharedCells = new SharedCell[0];
      }
    }
  }

  static boolean inBudget() {
    return CHARGED_BYTES.get() < budgetBytes;
  }

  static void charge(long bytes) {
    CHARGED_BYTES.addAndGet(bytes);
  }

  static SharedCell shared(int method) {
    SharedCell[] cells = sharedCells;
    SharedCell cell = method < cells.length ? cells[method] : null;
    return cell != null ? cell : newShared(method);
  }

  private static SharedCell newShared(int method) {
    synchronized (SHARING) {
      SharedCell[] cells = sharedCells;
      if (method >= cells.length) {
        cells = Arrays.copyOf(cells, methods.length);
      }
      if (cells[method] == null) {
        cells[method] = new SharedCell(method);
      }
      sharedCells = cells;
      return cells[method];
    }
  }

  /** Ends the reporting period and sums what all threads, dead or alive, have counted so far. */
  public static Map<Integer, MethodTotals> endPeriod() {
    synchronized (READING) {
      int period = TimingMode.period;
      TimingMode.period = period + 1;
      RETIRED.values().forEach(MethodTotals::forgetMax);
      Map<Integer, MethodTotals> sums = new HashMap<>();
      for (ThreadCells thread : ThreadRegistry.snapshot()) {
        if (thread.isDead()) {
          addCells(thread, period, RETIRED);
          thread.retire();
          ThreadRegistry.remove(thread);
        } else {
          addCells(thread, period, sums);
        }
      }
      RETIRED.forEach((method, totals) -> sumOf(sums, method).add(totals));
      for (SharedCell cell : sharedCells) {
        if (cell != null) {
          cell.addTo(sumOf(sums, cell.method));
        }
      }
      return sums;
    }
  }

  private static void addCells(ThreadCells thread, int period, Map<Integer, MethodTotals> sums) {
    for (MethodCell cell : thread.byMethod) {
      if (cell instanceof ThreadCell own) {
        sumOf(sums, own.method).add(own, period);
      }
    }
  }

  private static MethodTotals sumOf(Map<Integer, MethodTotals> sums, int method) {
    return sums.computeIfAbsent(method, number -> new MethodTotals());
  }
}
