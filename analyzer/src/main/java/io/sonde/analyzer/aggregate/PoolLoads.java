package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.PoolState;
import io.sonde.analyzer.model.Pools;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The stretch of time in which callers queued for a pool's connections, and the arithmetic of it. A
 * period of the agent is a queue's when all connections were in use at once and callers waited for
 * a share of the time that connections were held. The stretch is the run of periods with the
 * greatest lead of such over others, so that one quiet period does not cut it in two.
 */
public final class PoolLoads {
  /**
   * Waits in a period as a share of holds from which on there is a queue: a caller then waits a
   * tenth of the time that it needs the connection for; our choice.
   */
  public static final double QUEUE_RATIO = 0.1;

  private final Recording recording;
  private final long startUpEnd;

  private PoolLoads(Recording recording) {
    this.recording = recording;
    this.startUpEnd = StartUp.endNanos(recording);
  }

  /** All pools, the one that was waited for longest first; none without states. */
  public static List<PoolLoad> of(Recording recording) {
    PoolLoads loads = new PoolLoads(recording);
    Pools pools = recording.pools();
    List<PoolLoad> all = new ArrayList<>();
    for (int pool = 0; pool < pools.names().size(); pool++) {
      int number = pool;
      List<PoolState> states =
          pools.states().stream().filter(state -> state.pool() == number).toList();
      if (!states.isEmpty()) {
        all.add(loads.load(pool, states));
      }
    }
    all.sort(
        Comparator.comparingDouble((PoolLoad each) -> each.waiting() * each.seconds())
            .reversed()
            .thenComparing(PoolLoad::name));
    return all;
  }

  private PoolLoad load(int pool, List<PoolState> states) {
    int limit = states.stream().mapToInt(PoolState::limit).max().orElse(-1);
    long[] from = periodStarts(states);
    int first = 0;
    while (first < states.size() - 1 && from[first] < startUpEnd) {
      first++;
    }
    int best = -1;
    int bestEnd = -1;
    double bestLead = 0;
    double lead = 0;
    int begin = first;
    for (int i = first; i < states.size(); i++) {
      double seconds = (states.get(i).timeNanos() - from[i]) / 1e9;
      if (lead <= 0) {
        lead = 0;
        begin = i;
      }
      lead += isQueue(states.get(i), limit) ? seconds : -seconds;
      if (lead > bestLead) {
        bestLead = lead;
        best = begin;
        bestEnd = i;
      }
    }
    boolean queued = best >= 0;
    return load(pool, states, from, queued ? best : first, queued ? bestEnd : -1, limit);
  }

  private PoolLoad load(
      int pool, List<PoolState> states, long[] from, int first, int lastOfQueue, int limit) {
    boolean queued = lastOfQueue >= 0;
    int last = queued ? lastOfQueue : states.size() - 1;
    double acquires = 0;
    double failures = 0;
    double waitNanos = 0;
    double holds = 0;
    double holdNanos = 0;
    double active = 0;
    long timeouts = 0;
    int pending = 0;
    for (PoolState state : states.subList(first, last + 1)) {
      acquires += state.acquires();
      failures += state.failures();
      waitNanos += state.waitNanos();
      holds += state.holds();
      holdNanos += state.holdNanos();
      active += state.active();
      timeouts += state.timeouts();
      pending = Math.max(pending, state.pending());
    }
    long start = from[first];
    long end = states.get(last).timeNanos();
    double nanos = Math.max(1, end - start);
    double asked = acquires + failures;
    double pendingBefore = first == 0 ? 0 : states.get(first - 1).pending();
    double backlog = Math.max(0, states.get(last).pending() - pendingBefore);
    double meanHold = holds == 0 ? Double.NaN : holdNanos / holds;
    double inUse = holds == 0 ? active / (last + 1 - first) : holdNanos / nanos;
    double offered = holds == 0 ? inUse : Math.max(inUse, (asked + backlog) / nanos * meanHold);
    double waiting = waitNanos / nanos;
    double users = usersAtOnce(start, end);
    return new PoolLoad(
        recording.pools().names().get(pool),
        pool,
        limit,
        queued,
        start,
        end,
        last + 1 - first,
        asked,
        offered,
        inUse,
        waiting,
        meanHold,
        asked == 0 ? Double.NaN : waitNanos / asked,
        timeouts,
        pending,
        users <= 0 ? Double.NaN : Math.min(1, waiting / users),
        states.stream().mapToLong(PoolState::leaked).max().orElse(0));
  }

  private static boolean isQueue(PoolState state, int limit) {
    boolean exhausted = limit > 0 && Math.max(state.mostActive(), state.active()) >= limit;
    boolean stuck = state.pending() > 0 && state.holds() == 0;
    return exhausted
        && (stuck
            || state.timeouts() > 0
            || state.waitNanos() > 0 && state.waitNanos() >= QUEUE_RATIO * state.holdNanos());
  }

  /** A period begins with the state before; where that was lost, it is as long as others are. */
  private static long[] periodStarts(List<PoolState> states) {
    long[] gaps = new long[Math.max(0, states.size() - 1)];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = states.get(i + 1).timeNanos() - states.get(i).timeNanos();
    }
    Arrays.sort(gaps);
    long usual = gaps.length == 0 ? 5_000_000_000L : gaps[gaps.length / 2];
    long[] starts = new long[states.size()];
    for (int i = 0; i < starts.length; i++) {
      long end = states.get(i).timeNanos();
      long before = i == 0 ? end - usual : states.get(i - 1).timeNanos();
      starts[i] = end - before > 2 * usual ? end - usual : before;
    }
    return starts;
  }

  /** Requests of users under way, on average. */
  private double usersAtOnce(long from, long to) {
    RequestTable table = recording.requests().table();
    NestedRequests nested = NestedRequests.of(table);
    List<Route> routes = recording.requests().routes();
    double nanos = 0;
    for (int row = 0; row < table.size() && table.startNanos(row) < to; row++) {
      long end = table.startNanos(row) + table.durationNanos(row);
      if (end > from
          && !nested.isWithinAnother(row)
          && !routes.get(table.route(row)).isBackground()) {
        double within = Math.min(end, to) - Math.max(from, table.startNanos(row));
        nanos += table.weight(row) * within;
      }
    }
    return nanos / Math.max(1, to - from);
  }
}
