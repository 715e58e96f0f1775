package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.aggregate.SlowComparison.HeldBy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lock that threads waited for: a class of monitors or locks, and the code that uses it. Start-up
 * is left out of all shares where the recording holds the JVM's start.
 *
 * @param lockClass of the monitor, or what threads were parked for
 * @param monitor false for locks of java.util.concurrent, whose owner no event names
 * @param waiters own methods that waited, the one that waited longest first
 * @param waits how often a thread waited
 * @param waitNanos sum of all waits
 * @param longestNanos longest wait
 * @param threads that waited
 * @param holds how long it was held meanwhile
 * @param heldBy what whoever held it did most of the time; null where nothing tells it
 * @param share of users' waiting time, or where no requests are known of the time of the threads
 *     that waited, 0 to 1
 * @param worstShare the same in the worst ten seconds
 * @param slowestShare of the time of the slowest hundredth of users' requests; NaN where they are
 *     too few
 * @param slowestNanos how long each of these waited for it on average; NaN likewise
 * @param usersShare of all users' waiting time, start-up included; 0 where none is known
 * @param fromNanos begin of the shortest stretch that holds nine tenths of the waiting
 * @param toNanos end of it
 */
public record ContendedLock(
    String lockClass,
    boolean monitor,
    List<Place> waiters,
    int waits,
    double waitNanos,
    long longestNanos,
    int threads,
    LockHolds holds,
    @Nullable HeldBy heldBy,
    double share,
    double worstShare,
    double slowestShare,
    double slowestNanos,
    double usersShare,
    long fromNanos,
    long toNanos) {

  /** Half of the waiting was for holds of at least this length, in nanoseconds. */
  public double typicalHoldNanos() {
    return holds.typicalNanos();
  }

  /** Most threads that waited at one moment. */
  public int mostAtOnce() {
    return holds.mostAtOnce();
  }

  /** Time in which any thread waited, in nanoseconds. */
  public double unionNanos() {
    return holds.unionNanos();
  }
}
