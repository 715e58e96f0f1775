package io.sonde.analyzer.model;

/** What happened in an {@link Incident}. */
public enum IncidentKind {
  /** An exception or error was made; the subject is its class. */
  EXCEPTION,
  /** A platform thread began; the thread is the new one, the stack its starter's. */
  THREAD_START,
  /** A platform thread ended. */
  THREAD_END,
  /**
   * An object of at least half a G1 region of the least size was allocated, as samples saw it; the
   * subject is its class, the amount its size in bytes.
   */
  LARGE_ALLOCATION,
  /** A class was defined; the subject is its loader's class, the stack that of who needed it. */
  CLASS_DEFINED,
  /**
   * A virtual thread was parked and kept its carrier; the subject is the JVM's reason (JDK 24 and
   * newer).
   */
  PINNED,
  /** Threads were told to stop, until the last one had; the amount is the safepoint's id. */
  SAFEPOINT_SYNCHRONIZATION,
  /** Work of the JVM's own thread; the subject is its name, the amount the safepoint's id. */
  VM_OPERATION,
  /** A file was read from; the subject is its path, numbers as {@code #}, the amount bytes. */
  FILE_READ,
  /** A file was written to; as with {@link #FILE_READ}. */
  FILE_WRITE,
  /** A file was forced to the disk; subject as with {@link #FILE_READ}. */
  FILE_FORCE,
  /** No room was left for compiled code; the subject is the code heap, the amount its size. */
  CODE_CACHE_FULL,
  /**
   * Compiled code was given up at its top frame; the subject is the reason and what follows, the
   * amount the number of the compilation.
   */
  DEOPTIMIZATION,
  /**
   * A condition of the agent's {@code dump-when} held, so the recording was written; the subject is
   * the condition and what was measured.
   */
  DUMP_TRIGGER
}
