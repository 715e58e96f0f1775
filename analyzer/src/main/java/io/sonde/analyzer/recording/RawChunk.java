package io.sonde.analyzer.recording;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk as it lies on disk, finished or not. Its header, big-endian: 0 magic, 8 size, 16 offset
 * of the last constant pool, 24 offset of the metadata, 32 start and 40 duration in nanoseconds, 64
 * state. JFR brings size and offsets up to date whenever it flushes, once a second, so an open
 * chunk is whole up to the header's size; async-profiler writes them when the chunk ends, so an
 * open chunk of it holds nothing that can be read.
 */
record RawChunk(Path file, long offset, ByteBuffer header, long availableBytes) {
  private static final int MAGIC = 0x464c5200;
  private static final int HEADER_BYTES = 68;
  private static final int SIZE = 8;
  private static final int CONSTANT_POOL = 16;
  private static final int METADATA = 24;
  private static final int START = 32;
  private static final int DURATION = 40;
  private static final int STATE = 64;
  private static final byte FINISHED = 0;

  /** All chunks of a file, the last of which may be unfinished; none when there is no such file. */
  static List<RawChunk> in(Path file) throws IOException {
    List<RawChunk> chunks = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      return chunks;
    }
    try (FileChannel in = FileChannel.open(file)) {
      long offset = 0;
      while (offset + HEADER_BYTES <= in.size()) {
        RawChunk chunk = new RawChunk(file, offset, header(in, offset), in.size() - offset);
        if (chunk.header.getInt(0) != MAGIC) {
          break;
        }
        chunks.add(chunk);
        if (!chunk.isUsable()) {
          break;
        }
        offset += chunk.sizeBytes();
      }
    }
    return chunks;
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  boolean isUsable() {
    return header.getLong(METADATA) != 0
        && header.getLong(CONSTANT_POOL) != 0
        && sizeBytes() > HEADER_BYTES
        && sizeBytes() <= availableBytes;
  }

  /** Bytes that the process had written and nobody can read. */
  long unusableBytes() {
    return isUsable() ? 0 : availableBytes - HEADER_BYTES;
  }

  long sizeBytes() {
    return header.getLong(SIZE);
  }

  long startNanos() {
    return header.getLong(START);
  }

  Instant end() {
    return Instant.EPOCH.plusNanos(startNanos() + header.getLong(DURATION));
  }

  /** Writes the chunk, closed: cut to the header's size and marked as finished. */
  void copyTo(FileChannel out) throws IOException {
    ByteBuffer closed = ByteBuffer.allocate(HEADER_BYTES).put(header.duplicate()).flip();
    closed.put(STATE, FINISHED);
    while (closed.hasRemaining()) {
      out.write(closed);
    }
    try (FileChannel in = FileChannel.open(file)) {
      long position = offset + HEADER_BYTES;
      long end = offset + sizeBytes();
      while (position < end) {
        position += in.transferTo(position, end - position, out);
      }
    }
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
