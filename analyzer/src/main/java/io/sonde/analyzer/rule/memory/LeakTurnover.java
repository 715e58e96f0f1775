package io.sonde.analyzer.rule.memory;

import io.sonde.analyzer.aggregate.CpuUse;
import io.sonde.analyzer.aggregate.LiveSet;
import io.sonde.analyzer.aggregate.LiveSetGrowth;
import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.Recording;
import java.util.List;

/**
 * Whether what grows also leaves again. Survivors of a leak were allocated all along while the heap
 * grew. A queue under overload and a cache that evicts grow too, but hold only what came lately:
 * next to none of their survivors are from the first third of the growth.
 */
final class LeakTurnover {
  /** Survivors from which their ages tell anything; our choice. */
  static final int MIN_SURVIVORS = 20;

  private static final double FIRST_PART_RATIO = 1.0 / 3;

  /** One-sided 1 % quantile of the normal distribution. */
  private static final double Z_ONE_PERCENT = 2.3263;

  /** Share of the cores in use from which requests queue up. */
  static final double BUSY_RATIO = 0.9;

  /** Share of the judged time that the cores are that busy; our choice. */
  private static final double BUSY_TIME_RATIO = 0.8;

  private LeakTurnover() {}

  /**
   * @param allocationNanos of the survivors of the site that grows most
   */
  static boolean turnsOver(List<Long> allocationNanos, LiveSetGrowth growth, long untilNanos) {
    List<LiveSet.Point> part = growth.part();
    if (allocationNanos.isEmpty() || part.isEmpty()) {
      return false;
    }
    long start = part.get(0).timeNanos();
    long end = Math.min(untilNanos, part.get(part.size() - 1).timeNanos());
    long third = Math.max(start + (long) (FIRST_PART_RATIO * (end - start)), timeOfRise(part));
    List<Long> during = allocationNanos.stream().filter(time -> time >= start).toList();
    long early = during.stream().filter(time -> time < third).count();
    return during.size() >= MIN_SURVIVORS && early < leastOf(during.size());
  }

  /** When a third of the growth was there: load may begin late, and a leak with it. */
  private static long timeOfRise(List<LiveSet.Point> part) {
    double first = part.get(0).bytes();
    double level = first + FIRST_PART_RATIO * (part.get(part.size() - 1).bytes() - first);
    for (LiveSet.Point point : part) {
      if (point.bytes() >= level) {
        return point.timeNanos();
      }
    }
    return part.get(0).timeNanos();
  }

  /** One-percent quantile of the binomial distribution, by its normal approximation. */
  static double leastOf(int n) {
    double p = FIRST_PART_RATIO;
    return n * p - Z_ONE_PERCENT * Math.sqrt(n * p * (1 - p)) - 0.5;
  }

  /** Cores too busy for the load in most of the judged time, so that requests may queue up. */
  static boolean isOverloaded(Recording recording, LiveSetGrowth growth) {
    List<LiveSet.Point> part = growth.part();
    long from = part.get(0).timeNanos();
    long to = part.get(part.size() - 1).timeNanos();
    List<CpuLoad> loads =
        recording.cpuLoads().stream()
            .filter(load -> load.timeNanos() >= from && load.timeNanos() <= to)
            .toList();
    long busy = loads.stream().filter(load -> CpuUse.ratio(recording, load) >= BUSY_RATIO).count();
    return busy > 0 && busy >= BUSY_TIME_RATIO * loads.size();
  }
}
