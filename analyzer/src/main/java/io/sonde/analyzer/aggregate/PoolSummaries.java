package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.aggregate.PoolSummary.LongHold;
import io.sonde.analyzer.model.ConnectionHold;
import io.sonde.analyzer.model.HoldTable;
import io.sonde.analyzer.model.PoolState;
import io.sonde.analyzer.model.Pools;
import io.sonde.analyzer.model.Recording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All pools of a recording, the one that was waited for longest first. */
public final class PoolSummaries {
  /** Longest holds of a pool; our choice. */
  private static final int LONGEST = 5;

  private PoolSummaries() {}

  /** None where the recording holds no pools. */
  public static List<PoolSummary> of(Recording recording) {
    Pools pools = recording.pools();
    if (pools.states().isEmpty()) {
      return List.of();
    }
    OwnCode code = OwnCode.of(recording);
    List<PoolSummary> summaries = new ArrayList<>();
    for (int pool = 0; pool < pools.names().size(); pool++) {
      int number = pool;
      List<PoolState> states =
          pools.states().stream().filter(state -> state.pool() == number).toList();
      if (!states.isEmpty()) {
        summaries.add(summary(pools.names().get(pool), states, longest(pools, pool, code)));
      }
    }
    summaries.sort(
        Comparator.comparingDouble(PoolSummary::waitNanos)
            .reversed()
            .thenComparing(PoolSummary::name));
    return List.copyOf(summaries);
  }

  private static PoolSummary summary(String name, List<PoolState> states, List<LongHold> longest) {
    return new PoolSummary(
        name,
        states.stream().mapToInt(PoolState::limit).max().orElse(-1),
        states.stream().mapToInt(PoolState::mostActive).max().orElse(0),
        states.stream().mapToInt(PoolState::pending).max().orElse(0),
        states.stream().mapToLong(PoolState::acquires).sum(),
        states.stream().mapToLong(PoolState::timeouts).sum(),
        states.stream().mapToLong(PoolState::failures).sum(),
        states.stream().mapToDouble(PoolState::waitNanos).sum(),
        states.stream().mapToLong(PoolState::holds).sum(),
        states.stream().mapToDouble(PoolState::holdNanos).sum(),
        states.stream().mapToLong(PoolState::leaked).max().orElse(0),
        longest);
  }

  private static List<LongHold> longest(Pools pools, int pool, OwnCode code) {
    HoldTable holds = pools.holds();
    List<Integer> longest = new ArrayList<>();
    for (int i = 0; i < holds.size(); i++) {
      if (holds.pool(i) == pool) {
        longest.add(i);
        if (longest.size() > LONGEST) {
          longest.remove(longest.stream().min(byDuration(holds)).orElseThrow());
        }
      }
    }
    longest.sort(byDuration(holds).reversed());
    return longest.stream().map(i -> longHold(holds, holds.get(i), code)).toList();
  }

  private static Comparator<Integer> byDuration(HoldTable holds) {
    return Comparator.comparingLong(holds::durationNanos);
  }

  private static LongHold longHold(HoldTable holds, ConnectionHold hold, OwnCode code) {
    return new LongHold(
        hold.durationNanos(),
        hold.requestId(),
        hold.open(),
        hold.leaked(),
        holder(holds, hold, code));
  }

  private static @Nullable Place holder(HoldTable holds, ConnectionHold hold, OwnCode code) {
    Integer stack = hold.holdId() == 0 ? null : holds.holder(hold.holdId());
    return stack == null ? null : code.place(code.frame(stack));
  }
}
