package io.sonde.analyzer.model;

/** What happened in an {@link Incident}. */
public enum IncidentKind {
  /** An exception or error was made; the subject is its class. */
  EXCEPTION,
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
  DEOPTIMIZATION
}
