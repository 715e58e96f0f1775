package io.sonde.analyzer.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pools of connections.
 *
 * @param names of the pools, as they name themselves or by class of the data source
 * @param states of all pools, in order of time
 * @param holds connections in use: all that were held long, and those of recorded requests
 */
public record Pools(List<String> names, List<PoolState> states, HoldTable holds) {
  /** Grows what is known of pools. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<PoolState> states = new ArrayList<>();
    private final HoldTable.Builder holds = new HoldTable.Builder();

    Builder() {}

    /** Holds from which on the shortest are dropped. */
    public void most(int most) {
      holds.most(most);
    }

    /** Index of a pool, made on first use. */
    public int pool(String name) {
      return numbers.computeIfAbsent(
          name,
          added -> {
            names.add(added);
            return names.size() - 1;
          });
    }

    public void state(PoolState state) {
      states.add(state);
    }

    public void hold(ConnectionHold hold) {
      holds.add(hold);
    }

    /**
     * Adds who held a connection.
     *
     * @param closes whether it closes the connection; else it has just got it
     * @param stack node in the recording's stacks
     * @param thread index into the recording's threads, or -1
     */
    public void holder(long holdId, boolean closes, int stack, int thread) {
      holds.holder(holdId, closes, stack, thread);
    }

    void addAll(Builder later, Renumbering numbers) {
      int[] pools = later.names.stream().mapToInt(this::pool).toArray();
      later.states.forEach(state -> states.add(state.ofPool(pools[state.pool()])));
      holds.addAll(later.holds, pools, numbers);
    }

    Pools build() {
      return new Pools(
          List.copyOf(names),
          states.stream().sorted(Comparator.comparingLong(PoolState::timeNanos)).toList(),
          holds.build());
    }
  }
}
