package io.sonde.analyzer.model;

/**
 * One exact wait of a thread.
 *
 * @param startNanos nanoseconds since the epoch
 * @param thread index into {@link Recording#threads()}, or -1
 * @param stack node in {@link Recording#stacks()}
 * @param objectClass class of the monitor, of what the thread was parked for, or of the pool: index
 *     into {@link Recording#classNames()}, or -1
 * @param owner thread that held the monitor before, or -1
 * @param monitor tells monitors of one class apart: close in time, equal numbers are one monitor
 *     (HotSpot's address of it); 0 for other waits and where it is unknown
 */
public record Wait(
    long startNanos,
    long durationNanos,
    WaitKind kind,
    int thread,
    int stack,
    int objectClass,
    int owner,
    long monitor) {
  public long endNanos() {
    return startNanos + durationNanos;
  }
}
