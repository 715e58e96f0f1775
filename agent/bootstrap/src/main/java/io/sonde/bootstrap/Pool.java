package io.sonde.bootstrap;

import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Exact counters of one pool of connections, which it does not keep alive. */
public final class Pool extends WeakIdentity {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int HOLDERS_AT_ONCE = 3;

  /** Stack traces of one pool per second where connections are held too long; our choice. */
  private static final int MOST_HOLDERS_PER_SECOND = 20;

  private final String className;
  private final boolean ofAnotherPool;
  private final LongAdder acquired = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder timeouts = new LongAdder();
  private final LongAdder waitNanos = new LongAdder();
  private final LongAdder holds = new LongAdder();
  private final LongAdder holdNanos = new LongAdder();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger mostActive = new AtomicInteger();
  private final AtomicLong leaked = new AtomicLong();
  private final HoldSampling closers = new HoldSampling();
  private final AtomicLong holderWindow = new AtomicLong();
  private final AtomicInteger holders = new AtomicInteger();
  private volatile String name;
  private volatile boolean heldLong;

  Pool(Object dataSource, ReferenceQueue<Object> queue) {
    super(dataSource, queue);
    className = dataSource.getClass().getName();
    ofAnotherPool = PoolNames.isAskedByPool(dataSource);
  }

  /** Whether it gives a pool its connections: that pool holds them, whoever works with them. */
  boolean isOfAnotherPool() {
    return ofAnotherPool;
  }

  /** Class of the data source. */
  public String className() {
    return className;
  }

  /** The pool's own name, else the class of the data source. */
  public String name() {
    String known = name;
    return known == null ? className : known;
  }

  void enter() {
    waiting.incrementAndGet();
  }

  void leave() {
    waiting.decrementAndGet();
  }

  void failed(long nanos, Throwable thrown) {
    findName();
    failures.increment();
    waitNanos.add(nanos);
    if (PoolNames.isTimeout(thrown)) {
      timeouts.increment();
    }
  }

  void acquired(long nanos) {
    findName();
    acquired.increment();
    waitNanos.add(nanos);
  }

  /** A pool may start, and name itself, when it is first asked. */
  private void findName() {
    if (name == null) {
      Object dataSource = get();
      name = dataSource == null ? className : PoolNames.of(dataSource);
    }
  }

  void held() {
    int now = active.incrementAndGet();
    int most = mostActive.get();
    while (now > most && !mostActive.compareAndSet(most, now)) {
      most = mostActive.get();
    }
  }

  /**
   * A connection is closed.
   *
   * @return whether it is time for a stack trace of who closes
   */
  boolean released(long nanos, long now) {
    active.decrementAndGet();
    holds.increment();
    holdNanos.add(nanos);
    return closers.isDue(nanos, now);
  }

  /** A connection will never be closed: it stays active. */
  void lost() {
    leaked.incrementAndGet();
  }

  /** Whether it is time for a stack trace of who asks; more often where somebody holds too long. */
  boolean wantsHolder(long now) {
    if (holders.get() < HOLDERS_AT_ONCE) {
      holderWindow.set(now);
      holders.incrementAndGet();
      return true;
    }
    long since = holderWindow.get();
    if (now - since >= SECOND_NANOS && holderWindow.compareAndSet(since, now)) {
      holders.set(HOLDERS_AT_ONCE + 1);
      return true;
    }
    return heldLong && holders.incrementAndGet() <= HOLDERS_AT_ONCE + MOST_HOLDERS_PER_SECOND;
  }

  void heldLong(boolean some) {
    heldLong = some;
  }

  /** Connections that were handed out so far. */
  public long acquires() {
    return acquired.sum();
  }

  public long failures() {
    return failures.sum();
  }

  public long timeouts() {
    return timeouts.sum();
  }

  public long waitNanos() {
    return waitNanos.sum();
  }

  public long holds() {
    return holds.sum();
  }

  public long holdNanos() {
    return holdNanos.sum();
  }

  /** Connections that were never closed, and never will be. */
  public long leaked() {
    return leaked.get();
  }

  /** Threads within getConnection. */
  public int waiting() {
    return Math.max(0, waiting.get());
  }

  /** Connections handed out and not closed since a recording runs. */
  public int active() {
    return Math.max(0, active.get());
  }

  /** The most of {@link #active()} since this was last asked. */
  public int takeMostActive() {
    return Math.max(mostActive.getAndSet(active()), active());
  }
}
