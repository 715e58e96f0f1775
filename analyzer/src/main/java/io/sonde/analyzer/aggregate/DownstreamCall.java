package io.sonde.analyzer.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * One kind of outgoing HTTP call of users' requests. Numbers are of what the recorded ones stand
 * for, times are nanoseconds.
 *
 * @param text {@code POST payment:8081/payments/{id}}
 * @param perRequest calls of a request that makes any
 * @param failed without an answer, or answered by a server's error
 * @param unanswered those without an answer: timed out, refused, broken off
 * @param nanos sum of all
 * @param slow calls after start-up that took longer than {@link DownstreamCalls#SLOW_NANOS} and
 *     {@link DownstreamCalls#SLOW_FACTOR} times the median
 * @param slowEvents recorded ones among these
 * @param slowNanos sum of these
 * @param excessNanos by which these took longer than the median
 * @param slowFromNanos start of the first slow one, nanoseconds since the epoch
 * @param slowToNanos end of the last
 * @param route whose requests slow calls made wait longest, else all calls; null when unknown
 * @param routeShare share (0 to 1) of that route's time in these calls
 * @param routeExcessShare the same of what slow ones take longer
 * @param caller the application's method that calls most often; null when unknown
 */
public record DownstreamCall(
    String text,
    double calls,
    double perRequest,
    double failed,
    double unanswered,
    double nanos,
    long medianNanos,
    long p99Nanos,
    long maxNanos,
    double slow,
    int slowEvents,
    double slowNanos,
    double excessNanos,
    long slowFromNanos,
    long slowToNanos,
    @Nullable String route,
    double routeShare,
    double routeExcessShare,
    @Nullable Place caller) {
  /** Whether the typical call is slow, not a few. */
  public boolean isAlwaysSlow() {
    return medianNanos >= DownstreamCalls.ALWAYS_SLOW;
  }

  public double failedRatio() {
    return calls <= 0 ? 0 : failed / calls;
  }

  /** Mean of the slow ones; NaN when there is none. */
  public double meanSlowNanos() {
    return slow <= 0 ? Double.NaN : slowNanos / slow;
  }
}
