package io.sonde.analyzer.model;

/** What a thread waited for. */
public enum WaitKind {
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
