package io.sonde.analyzer.recording;

import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.io.IOException;

/**
 * One pass over the events of a chunk by their sizes alone. Tells how far the chunk is sound, and
 * where its last whole metadata and constant pool stand, so that a cut chunk can be closed there.
 *
 * @param events events walked, metadata and constant pools not counted
 * @param end offset behind the last sound event, from the chunk's start
 * @param metadataOffset of the last metadata event, or 0
 * @param constantPoolOffset of the last constant pool event, or 0
 * @param sound false when an event's size made no sense before the limit was reached
 */
record EventWalk(
    long events, long end, long metadataOffset, long constantPoolOffset, boolean sound) {
  private static final int METADATA_TYPE = 0;
  private static final int CONSTANT_POOL_TYPE = 1;

  /**
   * @param chunk position of the chunk in the file
   * @param limit offset behind the last byte to look at, from the chunk's start
   */
  static EventWalk of(Bytes bytes, long chunk, long limit) throws IOException {
    long events = 0;
    long metadata = 0;
    long constantPool = 0;
    long offset = ChunkHeader.SIZE;
    Varint varint = new Varint(bytes);
    while (offset < limit) {
      if (!varint.read(chunk + offset, chunk + limit)) {
        return new EventWalk(events, offset, metadata, constantPool, false);
      }
      long size = varint.value;
      boolean whole =
          size >= 2 && size <= limit - offset && varint.read(varint.end, chunk + offset + size);
      if (!whole) {
        return new EventWalk(events, offset, metadata, constantPool, false);
      }
      if (varint.value == METADATA_TYPE) {
        metadata = offset;
      } else if (varint.value == CONSTANT_POOL_TYPE) {
        constantPool = offset;
      } else {
        events++;
      }
      offset += size;
    }
    return new EventWalk(events, offset, metadata, constantPool, true);
  }

  /** Offset behind the nth event, for the bytes lost when a reader gave up after n events. */
  static long offsetAfter(Bytes bytes, long chunk, long limit, long n) throws IOException {
    long events = 0;
    long offset = ChunkHeader.SIZE;
    Varint varint = new Varint(bytes);
    while (offset < limit && events < n && varint.read(chunk + offset, chunk + limit)) {
      long size = varint.value;
      if (size < 2 || size > limit - offset || !varint.read(varint.end, chunk + limit)) {
        break;
      }
      if (varint.value > CONSTANT_POOL_TYPE) {
        events++;
      }
      offset += size;
    }
    return offset;
  }

  boolean hasTables() {
    return metadataOffset > 0 && constantPoolOffset > 0;
  }

  /** LEB128: seven bits a byte, least significant first; the ninth byte carries eight. */
  private static final class Varint {
    private final Bytes bytes;
    private long value;
    private long end;

    private Varint(Bytes bytes) {
      this.bytes = bytes;
    }

    private boolean read(long from, long limit) throws IOException {
      long result = 0;
      for (int i = 0; i < 9; i++) {
        if (from + i >= limit) {
          return false;
        }
        int next = bytes.at(from + i);
        if (i == 8 || next < 0x80) {
          value = result | (long) next << 7 * i;
          end = from + i + 1;
          return true;
        }
        result |= (long) (next & 0x7f) << 7 * i;
      }
      return false;
    }
  }
}
