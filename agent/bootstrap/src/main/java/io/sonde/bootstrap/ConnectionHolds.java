package io.sonde.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Connections in use. Only connections whose close() is seen are followed: a proxy without one
 * would be taken for a leak.
 */
public final class ConnectionHolds {
  /** Connections that nobody can close any more, of which is told; our choice. */
  private static final int MOST_LOST = 100;

  /** Events of open connections per report; more are counted. Our choice. */
  private static final int MOST_OPEN = 100;

  private static final ConcurrentHashMap<Object, ConnectionHold> OPEN = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();
  private static final ConcurrentLinkedQueue<ConnectionHold> LOST = new ConcurrentLinkedQueue<>();
  private static final AtomicLong IDS = new AtomicLong();
  private static final WovenClasses SEEN = new WovenClasses();

  private ConnectionHolds() {}

  /** To be called when close() of connections of this class gets advice. */
  public static void closesAreSeen(String className) {
    SEEN.add(className);
    DatabaseSystems.seen(className);
  }

  static void begin(Object connection, Pool pool, ActiveRequest request, long now) {
    if (!SEEN.contain(connection.getClass())) {
      return;
    }
    ConnectionHold hold = new ConnectionHold(connection, GONE, pool, request, now);
    pool.held();
    OPEN.put(hold, hold);
    if (pool.wantsHolder(now)) {
      hold.writeHolder(nextId());
    }
  }

  /** A connection is closed, perhaps once more, perhaps one that wraps or is wrapped by ours. */
  static void end(Object connection) {
    ConnectionHold hold = OPEN.remove(new WeakIdentity.Lookup(connection));
    if (hold != null) {
      hold.end(System.nanoTime());
    }
  }

  static long nextId() {
    return IDS.incrementAndGet();
  }

  /**
   * Writes an event for each connection that is held long and not closed yet.
   *
   * @return how many there are of each pool
   */
  public static Map<Pool, Integer> report() {
    long now = System.nanoTime();
    Map<Pool, Integer> open = new HashMap<>();
    findLost();
    for (ConnectionHold lost : LOST) {
      if (lost.pool().get() == null) {
        LOST.remove(lost);
      } else {
        lost.writeOpen(true);
        count(lost, open);
      }
    }
    int written = 0;
    for (ConnectionHold hold : OPEN.values()) {
      hold.forgetEndedRequest();
      if (hold.isLong(now)) {
        if (written++ < MOST_OPEN) {
          hold.writeOpen(false);
        }
        count(hold, open);
      }
    }
    for (Pool pool : Pools.all()) {
      pool.heldLong(open.containsKey(pool));
    }
    return open;
  }

  static void clear() {
    OPEN.clear();
    LOST.clear();
  }

  private static void count(ConnectionHold hold, Map<Pool, Integer> open) {
    Integer before = open.get(hold.pool());
    open.put(hold.pool(), before == null ? 1 : before + 1);
  }

  /** What the collector has found before anybody has closed it. */
  private static void findLost() {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      ConnectionHold hold = OPEN.remove(gone);
      if (hold != null) {
        hold.pool().lost();
        hold.forgetRequest();
        LOST.add(hold);
        if (LOST.size() > MOST_LOST) {
          LOST.poll();
        }
      }
    }
  }
}
