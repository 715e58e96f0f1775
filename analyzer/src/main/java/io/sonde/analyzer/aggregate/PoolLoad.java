package io.sonde.analyzer.aggregate;

/**
 * How much was asked of a pool of connections in a stretch of time. Numbers of connections and
 * callers are means over it; by Little's law (1961) they are sums of times divided by the stretch.
 *
 * @param pool index into {@link io.sonde.analyzer.model.Pools#names()}
 * @param limit most connections that it may have; -1 when unknown
 * @param queued whether callers queued in the stretch; else it is all of the time after start-up
 * @param fromNanos nanoseconds since the epoch
 * @param periods reporting periods of the agent in it
 * @param asked connections asked for in it, in vain too
 * @param offered of all callers: load in erlangs, those who were still waiting at its end included
 * @param inUse connections
 * @param waiting callers
 * @param meanHoldNanos NaN when none was closed
 * @param meanWaitNanos NaN when none was asked for
 * @param timeouts waits that took too long and ended without a connection
 * @param mostPending callers who waited at once, when the agent looked
 * @param usersShare share (0 to 1) of the time of users' requests in the stretch; NaN when unknown
 * @param leaked connections never closed and no longer referred to, since the recording began
 */
public record PoolLoad(
    String name,
    int pool,
    int limit,
    boolean queued,
    long fromNanos,
    long toNanos,
    int periods,
    double asked,
    double offered,
    double inUse,
    double waiting,
    double meanHoldNanos,
    double meanWaitNanos,
    long timeouts,
    int mostPending,
    double usersShare,
    long leaked) {
  /** Share (0 to 1) of the pool in use; NaN when its limit is unknown. */
  public double utilization() {
    return limit <= 0 ? Double.NaN : Math.min(1, inUse / limit);
  }

  public double perSecond() {
    return asked / seconds();
  }

  public double seconds() {
    return (toNanos - fromNanos) / 1e9;
  }
}
