package io.sonde.analyzer.model;

/** What happened in an {@link Incident}. */
public enum IncidentKind {
  /** An exception or error was made; the subject is its class. */
  EXCEPTION,
  /**
   * A virtual thread was parked and kept its carrier; the subject is the JVM's reason (JDK 24 and
   * newer).
   */
  PINNED,
  /** Threads were told to stop, until the last one had; the amount is the safepoint's id. */
  SAFEPOINT_SYNCHRONIZATION,
  /** Work of the JVM's own thread; the subject is its name, the amount the safepoint's id. */
  VM_OPERATION
}
