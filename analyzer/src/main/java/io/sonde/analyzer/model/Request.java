package io.sonde.analyzer.model;

/**
 * One request that was served; docs/events.md describes the event.
 *
 * @param id number of the request in its JVM
 * @param parentId the request within which this one came in, else 0
 * @param route index into {@link Requests#routes()}
 * @param startNanos nanoseconds since the epoch
 * @param entryThread index into {@link Recording#threads()}, or -1
 * @param entryNanos time until that thread left the request, at most the duration
 * @param status HTTP status, or 0
 * @param errorClass index into {@link Recording#classNames()}, or -1
 * @param traceId 32 hex digits, or empty
 * @param cpuNanos of all threads for this request, exact; -1 when unknown
 * @param allocatedBytes the same of allocated heap
 * @param weight how many requests the event stands for, at least 1
 * @param database unknown in recordings of older agents
 * @param http likewise
 * @param runQueueNanos in which its threads could run and no processor was free, waits included; -1
 *     when unknown
 */
public record Request(
    long id,
    long parentId,
    int route,
    long startNanos,
    long durationNanos,
    int entryThread,
    long entryNanos,
    int status,
    int errorClass,
    String traceId,
    long cpuNanos,
    long allocatedBytes,
    double weight,
    DatabaseUse database,
    HttpUse http,
    long runQueueNanos) {
  /** One of which neither outgoing calls nor the time in run queues is known. */
  public Request(
      long id,
      long parentId,
      int route,
      long startNanos,
      long durationNanos,
      int entryThread,
      long entryNanos,
      int status,
      int errorClass,
      String traceId,
      long cpuNanos,
      long allocatedBytes,
      double weight,
      DatabaseUse database) {
    this(
        id,
        parentId,
        route,
        startNanos,
        durationNanos,
        entryThread,
        entryNanos,
        status,
        errorClass,
        traceId,
        cpuNanos,
        allocatedBytes,
        weight,
        database,
        HttpUse.UNKNOWN,
        -1);
  }

  private static final int SERVER_ERROR = 500;

  public long endNanos() {
    return startNanos + durationNanos;
  }

  public boolean failed() {
    return errorClass >= 0 || status >= SERVER_ERROR;
  }

  Request renumbered(Renumbering numbers, int newRoute) {
    return new Request(
        id,
        parentId,
        newRoute,
        startNanos,
        durationNanos,
        numbers.thread(entryThread),
        entryNanos,
        status,
        numbers.className(errorClass),
        traceId,
        cpuNanos,
        allocatedBytes,
        weight,
        database,
        http,
        runQueueNanos);
  }
}
