package io.sonde.analyzer.model;

/** What a thread waited for. */
public enum WaitKind {
  /** A statement, commit or rollback, until the driver's call ended. */
  SQL,
  /** For the answer of another service by HTTP. */
  HTTP,
  /** For a connection, of a pool or newly made. */
  CONNECTION,
  SOCKET,
  FILE,
  /** To enter a monitor that another thread holds. */
  MONITOR,
  /** {@code Object.wait}. */
  OBJECT_WAIT,
  /** {@code LockSupport.park}: locks, queues, futures. */
  PARK,
  SLEEP
}
