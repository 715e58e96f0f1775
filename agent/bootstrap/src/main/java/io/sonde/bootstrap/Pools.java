package io.sonde.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Pools that connections were asked for of, as long as they live. */
public final class Pools {
  /** Data sources that are remembered; an application that makes more makes them anew each time. */
  private static final int MOST = 500;

  private static final ConcurrentHashMap<Object, Pool> POOLS = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private static volatile long slowHoldNanos;

  private Pools() {}

  /**
   * To be called when a recording runs.
   *
   * @param slowHold time from which a connection is held long, in ns
   */
  public static void start(long slowHold) {
    slowHoldNanos = slowHold;
  }

  static long slowHoldNanos() {
    return slowHoldNanos;
  }

  /** Null where there are too many. */
  static Pool of(Object dataSource) {
    Pool known = POOLS.get(new WeakIdentity.Lookup(dataSource));
    return known != null ? known : add(dataSource);
  }

  private static Pool add(Object dataSource) {
    removeGone();
    if (POOLS.size() >= MOST) {
      return null;
    }
    Pool added = new Pool(dataSource, GONE);
    Pool before = POOLS.putIfAbsent(added, added);
    return before == null ? added : before;
  }

  private static void removeGone() {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      POOLS.remove(gone);
    }
  }

  /** Pools that applications ask, without the data sources that only pools ask. */
  public static List<Pool> all() {
    removeGone();
    List<Pool> all = new ArrayList<>();
    for (Pool pool : POOLS.values()) {
      if (!pool.isOfAnotherPool()) {
        all.add(pool);
      }
    }
    return all;
  }

  /** Forgets all pools, and which of their connections are in use. */
  public static void clear() {
    POOLS.clear();
    ConnectionHolds.clear();
  }
}
