package io.sonde.analyzer.model;

import com.carrotsearch.hppc.LongIntHashMap;
import java.util.Arrays;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Connections in use as columns, in order of their start. */
public final class HoldTable {
  private static final int START = 0;
  private static final int DURATION = 1;
  private static final int REQUEST = 2;
  private static final int POOL = 3;
  private static final int ID = 4;
  private static final int STATE = 5;
  private static final int COLUMNS = 6;

  private static final int CLOSED = 0;
  private static final int OPEN = 1;
  private static final int LEAKED = 2;

  private final LongRows rows;
  private final Map<Long, Integer> acquirers;
  private final Map<Long, Integer> closers;
  private final Map<Long, Integer> threads;

  private HoldTable(
      LongRows rows,
      Map<Long, Integer> acquirers,
      Map<Long, Integer> closers,
      Map<Long, Integer> threads) {
    this.rows = rows;
    this.threads = Map.copyOf(threads);
    this.acquirers = Map.copyOf(acquirers);
    this.closers = Map.copyOf(closers);
  }

  public int size() {
    return rows.size();
  }

  public long durationNanos(int i) {
    return rows.get(i, DURATION);
  }

  /** Nanoseconds since the epoch. */
  public long startNanos(int i) {
    return rows.get(i, START);
  }

  /** As {@link Request#id()}; 0 outside of requests. */
  public long requestId(int i) {
    return rows.get(i, REQUEST);
  }

  /** 0 of short ones of which no stack trace tells who held them. */
  public long holdId(int i) {
    return rows.get(i, ID);
  }

  /** Not closed when the agent last looked. */
  public boolean isOpen(int i) {
    return rows.get(i, STATE) != CLOSED;
  }

  /** Never closed, and no longer referred to. */
  public boolean isLeaked(int i) {
    return rows.get(i, STATE) == LEAKED;
  }

  /** Index into {@link Pools#names()}. */
  public int pool(int i) {
    return (int) rows.get(i, POOL);
  }

  /** All columns of one hold. */
  public ConnectionHold get(int i) {
    return row(rows, i);
  }

  /**
   * Who held a connection: node in {@link Recording#stacks()}; null when unknown. Who closes it
   * tells more than who asked for it.
   */
  public @Nullable Integer holder(long holdId) {
    Integer closer = closers.get(holdId);
    return closer != null ? closer : acquirers.get(holdId);
  }

  /** Thread of the {@link #holder}: index into {@link Recording#threads()}; -1 when unknown. */
  public int holderThread(long holdId) {
    return threads.getOrDefault(holdId, -1);
  }

  private static ConnectionHold row(LongRows rows, int i) {
    return new ConnectionHold(
        rows.get(i, START),
        rows.get(i, DURATION),
        rows.get(i, REQUEST),
        (int) rows.get(i, POOL),
        rows.get(i, ID),
        rows.get(i, STATE) != CLOSED,
        rows.get(i, STATE) == LEAKED);
  }

  /**
   * Grows the columns. Of a connection that is told of more than once, as open and then as closed,
   * the longest counts. Where more come than fit, the shortest are dropped. Not thread-safe.
   */
  static final class Builder {
    private final LongRows rows = new LongRows(COLUMNS);
    private final LongIntHashMap rowOfId = new LongIntHashMap();
    private final Map<Long, Integer> acquirers = new TreeMap<>();
    private final Map<Long, Integer> closers = new TreeMap<>();
    private final Map<Long, Integer> threads = new TreeMap<>();
    private int most = Integer.MAX_VALUE;
    private long thresholdNanos;

    void most(int holds) {
      most = holds;
    }

    void add(ConnectionHold hold) {
      long duration = LongRows.possible(hold.startNanos(), hold.durationNanos());
      int known = rowOfId.getOrDefault(hold.holdId(), -1);
      if (hold.holdId() != 0 && known >= 0) {
        if (duration >= rows.get(known, DURATION)) {
          rows.set(known, DURATION, duration);
          rows.set(known, STATE, state(hold));
        }
        return;
      }
      if (rows.size() >= most) {
        dropShorterHalf();
      }
      if (duration < thresholdNanos) {
        return;
      }
      if (hold.holdId() != 0) {
        rowOfId.put(hold.holdId(), rows.size());
      }
      rows.add(
          hold.startNanos(), duration, hold.requestId(), hold.pool(), hold.holdId(), state(hold));
    }

    void holder(long holdId, boolean closes, int stack, int thread) {
      if (acquirers.size() + closers.size() < most) {
        (closes ? closers : acquirers).put(holdId, stack);
        if (thread >= 0 && (closes || !closers.containsKey(holdId))) {
          threads.put(holdId, thread);
        }
      }
    }

    private static long state(ConnectionHold hold) {
      return hold.leaked() ? LEAKED : hold.open() ? OPEN : CLOSED;
    }

    private void dropShorterHalf() {
      long[] durations = new long[rows.size()];
      Arrays.setAll(durations, i -> rows.get(i, DURATION));
      Arrays.sort(durations);
      thresholdNanos = Math.max(durations[durations.length / 2], thresholdNanos + 1);
      int kept = 0;
      rowOfId.clear();
      for (int i = 0; i < rows.size(); i++) {
        if (rows.get(i, DURATION) >= thresholdNanos) {
          rows.move(i, kept);
          if (rows.get(kept, ID) != 0) {
            rowOfId.put(rows.get(kept, ID), kept);
          }
          kept++;
        }
      }
      rows.truncate(kept);
    }

    /**
     * Adds all that another gathered.
     *
     * @param pools index of a pool by the other's index
     */
    void addAll(Builder later, int[] pools, Renumbering numbers) {
      for (int i = 0; i < later.rows.size(); i++) {
        ConnectionHold each = row(later.rows, i);
        add(
            new ConnectionHold(
                each.startNanos(),
                each.durationNanos(),
                each.requestId(),
                pools[each.pool()],
                each.holdId(),
                each.open(),
                each.leaked()));
      }
      for (Entry<Long, Integer> each : later.acquirers.entrySet()) {
        holder(each.getKey(), false, numbers.stack(each.getValue()), later.thread(each, numbers));
      }
      for (Entry<Long, Integer> each : later.closers.entrySet()) {
        holder(each.getKey(), true, numbers.stack(each.getValue()), later.thread(each, numbers));
      }
    }

    private int thread(Entry<Long, Integer> holder, Renumbering numbers) {
      return numbers.thread(threads.getOrDefault(holder.getKey(), -1));
    }

    HoldTable build() {
      return new HoldTable(rows.sorted(START), acquirers, closers, threads);
    }
  }
}
