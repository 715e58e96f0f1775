package io.sonde.analyzer.model;

/**
 * A stretch of work for a request on another thread, or on its entry thread later.
 *
 * @param requestId as {@link Request#id()}
 * @param thread index into {@link Recording#threads()}, or -1
 * @param startNanos nanoseconds since the epoch
 * @param queuedNanos from its submission to its start; -1 when unknown
 * @param cpuNanos of this stretch, exact, part of the request's; -1 when unknown
 * @param allocatedBytes the same of allocated heap
 * @param runQueueNanos ready to run while no processor was free, part of the request's; -1 when
 *     unknown
 */
public record RequestTask(
    long requestId,
    int thread,
    long startNanos,
    long durationNanos,
    long queuedNanos,
    long cpuNanos,
    long allocatedBytes,
    long runQueueNanos) {
  /** One of which the time in run queues is not known. */
  public RequestTask(
      long requestId,
      int thread,
      long startNanos,
      long durationNanos,
      long queuedNanos,
      long cpuNanos,
      long allocatedBytes) {
    this(requestId, thread, startNanos, durationNanos, queuedNanos, cpuNanos, allocatedBytes, -1);
  }

  public long endNanos() {
    return startNanos + durationNanos;
  }

  RequestTask renumbered(Renumbering numbers) {
    return new RequestTask(
        requestId,
        numbers.thread(thread),
        startNanos,
        durationNanos,
        queuedNanos,
        cpuNanos,
        allocatedBytes,
        runQueueNanos);
  }
}
