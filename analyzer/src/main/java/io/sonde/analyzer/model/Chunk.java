package io.sonde.analyzer.model;

/**
 * One chunk of a recording. Rates divide by the time that chunks cover, never by the span from
 * first to last event: merged files span days with minutes recorded.
 *
 * @param startNanos nanoseconds since the epoch
 * @param durationNanos as the chunk's header says, or to its last event when never finished
 * @param producer who wrote it
 * @param finished false for the open chunk of a killed process
 */
public record Chunk(
    String file,
    long offset,
    long sizeBytes,
    long startNanos,
    long durationNanos,
    Producer producer,
    boolean finished) {

  /** Who wrote a chunk. */
  public enum Producer {
    JDK,
    ASYNC_PROFILER
  }

  public long endNanos() {
    return startNanos + durationNanos;
  }
}
