package io.sonde.bootstrap;

/**
 * Work for a request on another thread, or later.
 *
 * @param executor its class, or what stands for it
 * @param queuedNanos from submission to start; -1 where it is not known
 * @param cpuNanos -1 where it is not known
 */
public record LiveTask(
    long id,
    long parentId,
    long startNanoTime,
    long endNanoTime,
    String executor,
    long queuedNanos,
    long cpuNanos)
    implements LiveSpan {
  /** What a task throws is seen by its executor. */
  @Override
  public String error() {
    return "";
  }
}
