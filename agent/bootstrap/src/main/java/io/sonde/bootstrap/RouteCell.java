package io.sonde.bootstrap;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Exact counters of one route, and the decision which of its requests get an event. Up to a cap all
 * do; above it one in N of the fast ones, which then stands for N, while slow and failed ones
 * always do. N follows the rate of the second before, and grows within a second that is unlike it.
 */
public final class RouteCell {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final String kind;
  private final String route;
  private final Objective[] objectives;
  private final LongAdder errors = new LongAdder();
  private final LongAdder totalNanos = new LongAdder();
  private final LongAdder cpuNanos = new LongAdder();
  private final LongAdder allocatedBytes = new LongAdder();
  private final LongAdder measured = new LongAdder();
  private final LongAdder sqlCount = new LongAdder();
  private final LongAdder sqlNanos = new LongAdder();
  private final LongAdder connectionNanos = new LongAdder();
  private final LongAdder httpCount = new LongAdder();
  private final LongAdder httpNanos = new LongAdder();
  private final LongAdder count = new LongAdder();
  private final SharedBuckets latencies = new SharedBuckets();
  private final AtomicLong max = new AtomicLong();
  private final AtomicLong windowStart;
  private final AtomicInteger fastInWindow = new AtomicInteger();
  private volatile int stride = 1;

  /** A route that is of no objective. */
  RouteCell(String kind, String route) {
    this(kind, route, System.nanoTime(), Objectives.none());
  }

  RouteCell(String kind, String route, Objective[] objectives) {
    this(kind, route, System.nanoTime(), objectives);
  }

  /**
   * @param now of System.nanoTime
   */
  RouteCell(String kind, String route, long now) {
    this(kind, route, now, Objectives.none());
  }

  private RouteCell(String kind, String route, long now, Objective[] objectives) {
    this.kind = kind;
    this.route = route;
    this.objectives = objectives;
    this.windowStart = new AtomicLong(now);
  }

  public String kind() {
    return kind;
  }

  public String route() {
    return route;
  }

  /**
   * Counts a request that has ended.
   *
   * @param cpu in ns, and {@code bytes}: -1 where they are not known
   */
  void add(long nanos, boolean failed, long cpu, long bytes) {
    count.increment();
    totalNanos.add(nanos);
    latencies.add(nanos);
    if (failed) {
      errors.increment();
    }
    for (Objective objective : objectives) {
      objective.add(nanos, failed);
    }
    if (cpu >= 0 && bytes >= 0) {
      measured.increment();
      cpuNanos.add(cpu);
      allocatedBytes.add(bytes);
    }
    long longest = max.get();
    while (nanos > longest && !max.compareAndSet(longest, nanos)) {
      longest = max.get();
    }
  }

  /** Adds what a request that has ended did with databases. */
  void addDatabase(long statements, long statementNanos, long waitedNanos) {
    if (statements > 0 || waitedNanos > 0) {
      sqlCount.add(statements);
      sqlNanos.add(statementNanos);
      connectionNanos.add(waitedNanos);
    }
  }

  /** Adds what a request that has ended asked of other services. */
  void addHttp(long calls, long waitedNanos) {
    if (calls > 0) {
      httpCount.add(calls);
      httpNanos.add(waitedNanos);
    }
  }

  /**
   * How many requests the event of this one is to stand for; 0: it gets none.
   *
   * @param now of System.nanoTime
   * @param perSecond the cap, in events of fast requests
   */
  int weight(long now, boolean slowOrFailed, int perSecond) {
    if (slowOrFailed) {
      return 1;
    }
    long start = windowStart.get();
    if (now - start >= SECOND_NANOS && windowStart.compareAndSet(start, now)) {
      // Zero after an idle second: the window may be longer than one.
      double seconds = (now - start) / (double) SECOND_NANOS;
      double rate = fastInWindow.getAndSet(0) / seconds;
      stride = (int) Math.max(1, Math.ceil(rate / Math.max(1, perSecond)));
    }
    return weightInWindow(fastInWindow.getAndIncrement(), stride, perSecond);
  }

  /**
   * One in so many up to the cap, and in a rush that the second before did not foretell half as
   * many again for each doubling of that, each of which stands for those up to the next one.
   */
  private static int weightInWindow(int number, int stride, int perSecond) {
    long every = stride;
    long from = 0;
    long until = (long) Math.max(1, perSecond) * stride;
    while (number >= until) {
      from = until;
      until *= 2;
      every *= 2;
    }
    return (number - from) % every == 0 ? (int) Math.min(every, until - number) : 0;
  }

  /** Requests that have ended. */
  public long requests() {
    return count.sum();
  }

  /** Statements, commits and rollbacks of requests that have ended. */
  public long statements() {
    return sqlCount.sum();
  }

  /** Requests that have failed. */
  public long failures() {
    return errors.sum();
  }

  /** Adds count, total time and latencies since the route was first seen. */
  public void addTo(MethodTotals calls) {
    calls.count += count.sum();
    calls.totalNanos += totalNanos.sum();
    latencies.addTo(calls);
  }

  /** All counts since the route was first seen; takes the maximum and starts the next period's. */
  public RouteTotals endPeriod() {
    MethodTotals calls = new MethodTotals();
    addTo(calls);
    calls.seeMax(max.getAndSet(0));
    return new RouteTotals(
        calls,
        errors.sum(),
        cpuNanos.sum(),
        allocatedBytes.sum(),
        measured.sum(),
        sqlCount.sum(),
        sqlNanos.sum(),
        connectionNanos.sum(),
        httpCount.sum(),
        httpNanos.sum());
  }
}
