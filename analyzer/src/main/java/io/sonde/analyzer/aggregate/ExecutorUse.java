package io.sonde.analyzer.aggregate;

/**
 * What threads that take work from a queue were like over the recording: those of a server, by
 * readings of its pool, or of an application's executor, by the tasks that they ran for requests.
 * What the one kind does not tell is NaN, or -1.
 *
 * @param name the server's pool, or the threads' name with a star for its number
 * @param threads most that there may be; where {@code limited} is false, those that were seen
 * @param busy threads at work on average
 * @param waiting requests or tasks in the queue on average
 * @param mostQueued at one reading
 * @param fullShare share (0 to 1) of the readings with all threads at work and a queue
 * @param tasks that threads ran for requests
 * @param meanQueueNanos of a task in the queue
 * @param longestQueueNanos -1 where it is not known
 * @param meanRunNanos of a task
 */
public record ExecutorUse(
    String name,
    int threads,
    boolean limited,
    double busy,
    double waiting,
    int mostQueued,
    double fullShare,
    double tasks,
    double meanQueueNanos,
    long longestQueueNanos,
    double meanRunNanos) {
  /** Its own name, else its class without package. */
  String shortName() {
    int ownClass = name.indexOf(" (");
    return ownClass > 0 ? name.substring(0, ownClass) : name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * @param limit 0 or less where it is not known
   */
  static ExecutorUse ofReadings(
      String name,
      int limit,
      int mostBusy,
      double busy,
      double waiting,
      int mostQueued,
      double fullShare) {
    return new ExecutorUse(
        name,
        limit > 0 ? limit : mostBusy,
        limit > 0,
        busy,
        waiting,
        mostQueued,
        fullShare,
        Double.NaN,
        Double.NaN,
        -1,
        Double.NaN);
  }
}
