package io.sonde.analyzer.aggregate;

/**
 * How much was asked of an executor's threads in a stretch of time. Means over it are sums of times
 * divided by the stretch (Little 1961).
 *
 * @param threads by their name without its number: {@code pool-2-thread-}
 * @param threadCount threads that worked for requests in the stretch
 * @param queued whether tasks queued in the stretch; else it is all of the time after start-up
 * @param fromNanos nanoseconds since the epoch
 * @param windows of five seconds in it
 * @param tasks that began in it
 * @param offered load in erlangs: tasks handed over in it per second × mean run
 * @param busy threads at work on average
 * @param waiting tasks in the queue on average
 * @param meanQueueNanos NaN without tasks
 * @param meanRunNanos NaN without tasks
 * @param longestQueueNanos longest wait of a task
 * @param usersShare share (0 to 1) of the time of users' requests meanwhile in this queue; NaN when
 *     unknown
 * @param impact share (0 to 1) of all that users waited for in the recording
 * @param doing what the threads did in tasks of the stretch
 */
public record ExecutorLoad(
    String threads,
    int threadCount,
    boolean queued,
    long fromNanos,
    long toNanos,
    int windows,
    double tasks,
    double offered,
    double busy,
    double waiting,
    double meanQueueNanos,
    double meanRunNanos,
    long longestQueueNanos,
    double usersShare,
    double impact,
    ThreadActivity.Sum doing) {
  /** Share (0 to 1) of the threads' time at work. */
  public double utilization() {
    return threadCount == 0 ? 0 : Math.min(1, busy / threadCount);
  }

  public double seconds() {
    return (toNanos - fromNanos) / 1e9;
  }
}
