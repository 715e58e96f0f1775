package io.sonde.analyzer.recording;

import io.sonde.analyzer.recording.decode.ChunkHeader;

/**
 * One chunk as found in a file.
 *
 * @param offset position in the file
 * @param length bytes that it takes there
 * @param header as it shall be read: repaired where the chunk was not finished
 * @param events events in it, as far as sizes could be followed; {@link #UNKNOWN_EVENTS} when they
 *     were not
 */
record ChunkSpan(long offset, long length, ChunkHeader header, Condition condition, long events) {
  static final long UNKNOWN_EVENTS = -1;

  /** The same chunk at another time. */
  ChunkSpan at(long startNanos, long durationNanos) {
    ChunkHeader moved = header.at(startNanos, durationNanos);
    return new ChunkSpan(offset, length, moved, condition, events);
  }

  enum Condition {
    WHOLE,
    /** Still being written when the process ended or the file was copied. */
    UNFINISHED,
    /** The file ends, or another chunk begins, before this one's end. */
    TRUNCATED,
    /** An event's size makes no sense; events before it are good. */
    DAMAGED
  }
}
