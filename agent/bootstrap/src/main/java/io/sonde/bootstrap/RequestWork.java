package io.sonde.bootstrap;

/** What was done for a request, and waited for, summed over all threads that work for it. */
class RequestWork {
  private long cpuNanos;
  private long allocatedBytes;
  private long runQueueNanos;
  private boolean unmeasured;
  private long sqlCount;
  private long sqlNanos;
  private long connectionNanos;
  private long httpCount;
  private long httpNanos;

  /**
   * Adds what a thread did.
   *
   * @param cpu in ns, {@code bytes}, and {@code queue} in ns: -1 where they are not known
   */
  synchronized void add(long cpu, long bytes, long queue) {
    if (cpu < 0 || bytes < 0) {
      unmeasured = true;
    } else {
      cpuNanos += cpu;
      allocatedBytes += bytes;
    }
    runQueueNanos = queue < 0 || runQueueNanos < 0 ? -1 : runQueueNanos + queue;
  }

  /** Whether it is known, as yet, how long its threads waited for a processor. */
  boolean readsRunQueue() {
    return runQueueNanos >= 0;
  }

  /** That is not read for this request; to be called before any other thread works for it. */
  void leaveRunQueue() {
    runQueueNanos = -1;
  }

  synchronized void countSql(int statements, long statementNanos, long waitedNanos) {
    sqlCount += statements;
    sqlNanos += statementNanos;
    connectionNanos += waitedNanos;
  }

  synchronized void countHttp(long waitedNanos) {
    httpCount++;
    httpNanos += waitedNanos;
  }

  /** Counts the request, which has ended. */
  synchronized void countIn(RouteCell route, long nanos, boolean failed) {
    route.add(nanos, failed, cpuNanos(), allocatedBytes());
    route.addDatabase(sqlCount, sqlNanos, connectionNanos);
    route.addHttp(httpCount, httpNanos);
  }

  synchronized void writeTo(RequestEvent event) {
    event.cpuNanos = cpuNanos();
    event.allocatedBytes = allocatedBytes();
    event.runQueueNanos = runQueueNanos;
    event.sqlCount = sqlCount;
    event.sqlNanos = sqlNanos;
    event.connectionNanos = connectionNanos;
    event.httpCount = httpCount;
    event.httpNanos = httpNanos;
  }

  /** -1 where it is not known. */
  synchronized long cpuNanos() {
    return unmeasured ? -1 : cpuNanos;
  }

  /** -1 where it is not known. */
  synchronized long allocatedBytes() {
    return unmeasured ? -1 : allocatedBytes;
  }
}
