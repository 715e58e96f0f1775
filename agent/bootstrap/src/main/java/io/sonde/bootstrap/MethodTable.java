package io.sonde.bootstrap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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

  /** Exact counts of threads that have died. */
  private static final Map<CountedAs, MethodTotals> RETIRED = new HashMap<>();

  private static final Object SHARING = new Object();

  /** Stands for a method that has the stride that is configured. */
  private static final int CONFIGURED = -1;

  /** Shared cells of strides that are no longer in use; guarded by SHARING. */
  private static final List<SharedCell> SUPERSEDED = new ArrayList<>();

  private static volatile int[] strides = new int[0];

  private static volatile TimedMethod[] methods = new TimedMethod[0];
  private static volatile SharedCell[] sharedCells = new SharedCell[0];
  private static volatile long budgetBytes = Long.MAX_VALUE;
  private static volatile int session;

  private MethodTable() {}

  /** The names of an instrumented method; the class in source form, the descriptor in JVM form. */
  public record TimedMethod(String className, String methodName, String descriptor) {}

  /**
   * Calls that were counted alike.
   *
   * @param stride 1: all timed; N: one in N; {@link TimingMode#COUNT_ONLY}: none
   */
  public record CountedAs(int method, int stride) {}

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
        SUPERSEDED.clear();
      }
      strides = new int[0];
    }
  }

  /** How a method's calls are timed that begin from now on. */
  public static int stride(int method) {
    int[] known = strides;
    return method < known.length && known[method] != CONFIGURED ? known[method] : TimingMode.stride;
  }

  /**
   * Has a method's calls timed otherwise from their next one on; until timing is stopped.
   *
   * @param stride as in {@link CountedAs}
   */
  public static void setStride(int method, int stride) {
    synchronized (READING) {
      int[] known = strides;
      int[] changed = Arrays.copyOf(known, Math.max(known.length, method + 1));
      Arrays.fill(changed, known.length, changed.length, CONFIGURED);
      changed[method] = stride;
      strides = changed;
      for (ThreadCells thread : ThreadRegistry.snapshot()) {
        thread.supersede(method);
      }
      synchronized (SHARING) {
        SharedCell[] cells = sharedCells;
        if (method < cells.length && cells[method] != null && cells[method].stride != stride) {
          SUPERSEDED.add(cells[method]);
          cells[method] = null;
          sharedCells = cells;
        }
      }
    }
  }

  /** Calls of each method so far, by its number: what the governor multiplies with costs. */
  public static long[] counts() {
    synchronized (READING) {
      long[] counts = new long[methods.length];
      for (ThreadCells thread : ThreadRegistry.snapshot()) {
        for (ThreadCell cell : thread.own()) {
          counts[cell.method] += cell.count;
        }
      }
      RETIRED.forEach((as, totals) -> counts[as.method()] += totals.count);
      for (SharedCell cell : allShared()) {
        counts[cell.method] += cell.count();
      }
      return counts;
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
        cells[method] = sharedCell(method, stride(method));
      }
      sharedCells = cells;
      return cells[method];
    }
  }

  private static SharedCell sharedCell(int method, int stride) {
    for (SharedCell cell : SUPERSEDED) {
      if (cell.method == method && cell.stride == stride) {
        SUPERSEDED.remove(cell);
        return cell;
      }
    }
    return new SharedCell(method, stride);
  }

  private static List<SharedCell> allShared() {
    synchronized (SHARING) {
      List<SharedCell> all = new ArrayList<>(SUPERSEDED);
      for (SharedCell cell : sharedCells) {
        if (cell != null) {
          all.add(cell);
        }
      }
      return all;
    }
  }

  /** Ends the reporting period and sums what all threads, dead or alive, have counted so far. */
  public static Map<CountedAs, MethodTotals> endPeriod() {
    synchronized (READING) {
      int period = TimingMode.period;
      TimingMode.period = period + 1;
      RETIRED.values().forEach(MethodTotals::forgetMax);
      Map<CountedAs, MethodTotals> sums = new HashMap<>();
      for (ThreadCells thread : ThreadRegistry.snapshot()) {
        if (thread.isDead()) {
          addCells(thread, period, RETIRED);
          thread.retire();
          ThreadRegistry.remove(thread);
        } else {
          addCells(thread, period, sums);
        }
      }
      RETIRED.forEach((as, totals) -> sumOf(sums, as).add(totals));
      for (SharedCell cell : allShared()) {
        cell.addTo(sumOf(sums, new CountedAs(cell.method, cell.stride)));
      }
      return sums;
    }
  }

  private static void addCells(ThreadCells thread, int period, Map<CountedAs, MethodTotals> sums) {
    for (ThreadCell cell : thread.own()) {
      sumOf(sums, new CountedAs(cell.method, cell.stride)).add(cell, period);
    }
  }

  private static MethodTotals sumOf(Map<CountedAs, MethodTotals> sums, CountedAs as) {
    return sums.computeIfAbsent(as, added -> new MethodTotals());
  }
}
