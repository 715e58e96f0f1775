package io.sonde.agent.recorder;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The little that must be known of a file of chunks to copy the finished ones. Header, big-endian:
 * 0 magic, 8 size, 24 offset of the metadata, 32 start in nanoseconds since the epoch.
 */
final class ChunkFile {
  private static final int MAGIC = 0x464c5200;
  private static final int HEADER_BYTES = 68;
  private static final int SIZE_OFFSET = 8;
  private static final int METADATA_OFFSET = 24;
  private static final int START_OFFSET = 32;

  private ChunkFile() {}

  /** Start of the first chunk, nanoseconds since the epoch; Long.MAX_VALUE without a chunk. */
  static long startNanos(Path file) {
    try (FileChannel in = FileChannel.open(file)) {
      return header(in, 0).getLong(START_OFFSET);
    } catch (IOException noChunk) {
      return Long.MAX_VALUE;
    }
  }

  /**
   * Copies chunks up to the first unfinished one. async-profiler writes a chunk's metadata last: as
   * long as their offset is 0 the chunk is open.
   */
  static void appendFinished(Path file, FileChannel out) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long end = finishedBytes(in);
      long position = 0;
      while (position < end) {
        position += in.transferTo(position, end - position, out);
      }
    }
  }

  /** Whether the file is nothing but finished chunks, one after the other, and at least one. */
  static boolean isWhole(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      return in.size() > 0 && finishedBytes(in) == in.size();
    }
  }

  private static long finishedBytes(FileChannel in) throws IOException {
    long offset = 0;
    while (offset + HEADER_BYTES <= in.size()) {
      ByteBuffer header = header(in, offset);
      long size = header.getLong(SIZE_OFFSET);
      boolean finished = header.getInt(0) == MAGIC && header.getLong(METADATA_OFFSET) != 0;
      if (!finished || size < HEADER_BYTES || size > in.size() - offset) {
        break;
      }
      offset += size;
    }
    return offset;
  }

  private static ByteBuffer header(FileChannel in, long offset) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    while (header.hasRemaining()) {
      if (in.read(header, offset + header.position()) < 0) {
        throw new EOFException("no chunk at " + offset);
      }
    }
    return header.flip();
  }
}
