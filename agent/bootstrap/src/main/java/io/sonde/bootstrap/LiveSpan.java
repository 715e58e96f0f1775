package io.sonde.bootstrap;

/**
 * Something with a beginning and an end that is told live, while the recording goes on. Times are
 * those of System.nanoTime.
 */
public interface LiveSpan {
  /** Number of the span; never 0. */
  long id();

  /** Number of the span around it; 0 where there is none in this JVM. */
  long parentId();

  long startNanoTime();

  long endNanoTime();

  /** Class of the exception; empty where none was thrown. */
  String error();
}
