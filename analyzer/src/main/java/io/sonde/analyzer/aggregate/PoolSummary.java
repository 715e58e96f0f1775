package io.sonde.analyzer.aggregate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pool of connections was like over the recording.
 *
 * @param limit most connections that it may have; -1 when unknown
 * @param mostActive most connections in use at once
 * @param mostPending most threads that waited when the agent looked
 * @param acquires connections that were handed out
 * @param failures waits that ended without one, {@code timeouts} among them
 * @param waitNanos sum of all waits
 * @param holds connections that were closed
 * @param holdNanos sum of the times that these were held
 * @param leaked never closed and no longer referred to
 * @param longest longest holds, the longest first
 */
public record PoolSummary(
    String name,
    int limit,
    int mostActive,
    int mostPending,
    long acquires,
    long timeouts,
    long failures,
    double waitNanos,
    long holds,
    double holdNanos,
    long leaked,
    List<LongHold> longest) {
  /**
   * A connection that was held long.
   *
   * @param open not closed when the agent last looked; {@code leaked}: and it never will be
   * @param holder the application's method that closed it, else that asked for it; null when
   *     unknown
   */
  public record LongHold(
      double nanos, long requestId, boolean open, boolean leaked, @Nullable Place holder) {}

  /** Mean wait of those who asked; NaN when nobody did. */
  public double meanWaitNanos() {
    return waitNanos / (acquires + failures);
  }

  /** NaN when none was closed. */
  public double meanHoldNanos() {
    return holds == 0 ? Double.NaN : holdNanos / holds;
  }
}
