package io.sonde.analyzer.recording.decode;

import java.nio.ByteBuffer;

/**
 * The 68 bytes, big-endian, that every chunk of format 1 and 2 begins with. Offsets count from the
 * chunk's first byte.
 *
 * @param size bytes of the chunk, this header included
 * @param startNanos nanoseconds since the epoch
 * @param startTicks the recorder's clock at the start
 * @param state 0 when finished, 255 while being written, else the number of flushes so far
 * @param flags bit 0: whole numbers are LEB128; bit 1: last chunk of its recording
 */
public record ChunkHeader(
    int major,
    int minor,
    long size,
    long constantPoolOffset,
    long metadataOffset,
    long startNanos,
    long durationNanos,
    long startTicks,
    long ticksPerSecond,
    int state,
    int flags) {
  public static final int SIZE = 68;
  public static final int MAGIC = 0x464c5200;

  private static final int SIZE_AT = 8;
  private static final int CONSTANT_POOL_AT = 16;
  private static final int METADATA_AT = 24;
  private static final int START_AT = 32;
  private static final int DURATION_AT = 40;
  private static final int STATE_AT = 64;
  private static final int FLAGS_AT = 67;
  private static final int COMPRESSED = 1;

  /** Reads 68 bytes; the caller has seen the magic. */
  public static ChunkHeader parse(ByteBuffer bytes) {
    return new ChunkHeader(
        bytes.getShort(4),
        bytes.getShort(6),
        bytes.getLong(SIZE_AT),
        bytes.getLong(CONSTANT_POOL_AT),
        bytes.getLong(METADATA_AT),
        bytes.getLong(START_AT),
        bytes.getLong(DURATION_AT),
        bytes.getLong(48),
        bytes.getLong(56),
        bytes.get(STATE_AT) & 0xff,
        bytes.get(FLAGS_AT));
  }

  /** Writes what a reader needs to take the chunk for a finished one. */
  public void patch(ByteBuffer bytes) {
    bytes.putLong(SIZE_AT, size);
    bytes.putLong(CONSTANT_POOL_AT, constantPoolOffset);
    bytes.putLong(METADATA_AT, metadataOffset);
    bytes.putLong(START_AT, startNanos);
    bytes.putLong(DURATION_AT, durationNanos);
    bytes.put(STATE_AT, (byte) 0);
  }

  public ChunkHeader finishedAt(long newSize, long newConstantPoolOffset, long newMetadataOffset) {
    return new ChunkHeader(
        major,
        minor,
        newSize,
        newConstantPoolOffset,
        newMetadataOffset,
        startNanos,
        durationNanos,
        startTicks,
        ticksPerSecond,
        0,
        flags);
  }

  /** The same chunk at another time. */
  public ChunkHeader at(long newStartNanos, long newDurationNanos) {
    return new ChunkHeader(
        major,
        minor,
        size,
        constantPoolOffset,
        metadataOffset,
        newStartNanos,
        newDurationNanos,
        startTicks,
        ticksPerSecond,
        state,
        flags);
  }

  public boolean isPlausible() {
    return (major == 1 || major == 2) && minor >= 0 && minor < 100 && size >= 0 && startNanos >= 0;
  }

  /** Format 0.9 of Oracle JDK 7 and 8, whose header has another layout. */
  public boolean isOracleFormat() {
    return major == 0;
  }

  public boolean hasTables() {
    return within(metadataOffset) && within(constantPoolOffset);
  }

  public boolean isCompressed() {
    return (flags & COMPRESSED) != 0;
  }

  private boolean within(long offset) {
    return offset >= SIZE && offset < size;
  }
}
