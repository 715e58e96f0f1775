package io.sonde.analyzer.recording.decode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the format's primitive values one after the other, through a window, up to a limit. Whole
 * numbers are LEB128 (seven bits a byte, least significant first, the ninth byte carries eight) or,
 * in chunks that say so, big-endian of fixed size.
 */
final class Cursor {
  private static final int WINDOW = 1 << 17;

  /** Bytes of the longest number. */
  private static final int LONGEST = 9;

  /** No recorder writes longer ones: the JVM cuts, and thread dumps of thousands of threads fit. */
  private static final int LONGEST_STRING = 1 << 26;

  private static final byte NULL = 0;
  private static final byte EMPTY = 1;
  private static final byte POOLED = 2;
  private static final byte UTF_8 = 3;
  private static final byte CHARACTERS = 4;
  private static final byte LATIN_1 = 5;

  private final ByteSource source;
  private final long end;
  private final boolean compressed;
  private final byte[] window = new byte[WINDOW];
  private long windowStart;
  private int at;
  private int filled;

  /** Behind the event that is being read. */
  private long limit;

  /**
   * @param end position behind the last byte that may be read
   * @param compressed whole numbers are LEB128
   */
  Cursor(ByteSource source, long start, long end, boolean compressed) {
    this.source = source;
    this.windowStart = start;
    this.end = end;
    this.limit = end;
    this.compressed = compressed;
  }

  long position() {
    return windowStart + at;
  }

  /** Bytes up to the limit; negative behind it. */
  long left() {
    return limit - position();
  }

  /** Counts and skips beyond a position are damage from now on; the end at most. */
  void limit(long position) {
    limit = Math.min(end, position);
  }

  void seek(long position) {
    long offset = position - windowStart;
    if (offset >= 0 && offset <= filled) {
      at = (int) offset;
    } else {
      windowStart = position;
      at = 0;
      filled = 0;
    }
  }

  void skip(long bytes) throws DamagedChunkException {
    if (bytes < 0 || bytes > left()) {
      throw new DamagedChunkException("a value reaches beyond its chunk");
    }
    seek(position() + bytes);
  }

  byte readByte() throws IOException {
    if (at == filled) {
      fill(1);
    }
    return window[at++];
  }

  /** A number that is LEB128 in every chunk: an event's size and type. */
  long readVarint() throws IOException {
    if (filled - at < LONGEST) {
      return readVarintAtEdge();
    }
    byte[] bytes = window;
    int i = at;
    long next = bytes[i++];
    long value = next & 0x7f;
    for (int shift = 7; next < 0; shift += 7) {
      next = bytes[i++];
      if (shift == 56) {
        value |= next << shift;
        break;
      }
      value |= (next & 0x7f) << shift;
    }
    at = i;
    return value;
  }

  private long readVarintAtEdge() throws IOException {
    long next = readByte();
    long value = next & 0x7f;
    for (int shift = 7; next < 0; shift += 7) {
      next = readByte();
      if (shift == 56) {
        return value | next << shift;
      }
      value |= (next & 0x7f) << shift;
    }
    return value;
  }

  void skipVarint() throws IOException {
    if (filled - at < LONGEST) {
      readVarintAtEdge();
      return;
    }
    int last = at + LONGEST - 1;
    int i = at;
    while (window[i] < 0 && i < last) {
      i++;
    }
    at = i + 1;
  }

  /** Skips numbers that follow each other: most of a chunk's stack traces. */
  void skipVarints(long count) throws IOException {
    long left = count;
    while (left > 0) {
      int safe = filled - LONGEST;
      int i = at;
      for (; left > 0 && i <= safe; left--) {
        int last = i + LONGEST - 1;
        while (i < last && window[i] < 0) {
          i++;
        }
        i++;
      }
      at = i;
      if (left > 0) {
        readVarintAtEdge();
        left--;
      }
    }
  }

  /** True when whole numbers are LEB128. */
  boolean isCompressed() {
    return compressed;
  }

  long readLong() throws IOException {
    return compressed ? readVarint() : readFixed(Long.BYTES);
  }

  int readInt() throws IOException {
    return (int) (compressed ? readVarint() : readFixed(Integer.BYTES));
  }

  short readShort() throws IOException {
    return (short) (compressed ? readVarint() : readFixed(Short.BYTES));
  }

  float readFloat() throws IOException {
    return Float.intBitsToFloat((int) readFixed(Float.BYTES));
  }

  double readDouble() throws IOException {
    return Double.longBitsToDouble(readFixed(Double.BYTES));
  }

  /**
   * Number of things that follow, each of which takes a byte at least: an absurd one is damage, and
   * nothing is allocated for it.
   */
  int readCount() throws IOException {
    int count = readInt();
    if (count < 0 || count > left()) {
      throw new DamagedChunkException("a count of " + count + " with " + left() + " bytes left");
    }
    return count;
  }

  /**
   * A string, a {@link PooledString} where the bytes name one of the pool, or null.
   *
   * @return String, PooledString or null
   */
  @Nullable Object readString() throws IOException {
    byte encoding = readByte();
    return switch (encoding) {
      case NULL -> null;
      case EMPTY -> "";
      case POOLED -> new PooledString(readLong());
      case UTF_8 -> new String(readBytes(readLength()), StandardCharsets.UTF_8);
      case CHARACTERS -> readCharacters(readLength());
      case LATIN_1 -> new String(readBytes(readLength()), StandardCharsets.ISO_8859_1);
      default -> throw new DamagedChunkException("a string's encoding is " + encoding);
    };
  }

  void skipString() throws IOException {
    byte encoding = readByte();
    switch (encoding) {
      case NULL, EMPTY -> {}
      case POOLED -> skipInteger(Long.BYTES);
      case UTF_8, LATIN_1 -> skip(readCount());
      case CHARACTERS -> {
        for (int left = readCount(); left > 0; left--) {
          skipInteger(Character.BYTES);
        }
      }
      default -> throw new DamagedChunkException("a string's encoding is " + encoding);
    }
  }

  void skipInteger(int fixedSize) throws IOException {
    if (compressed) {
      skipVarint();
    } else {
      skip(fixedSize);
    }
  }

  private int readLength() throws IOException {
    int length = readCount();
    if (length > LONGEST_STRING) {
      throw new DamagedChunkException("a string of " + length + " characters");
    }
    return length;
  }

  private byte[] readBytes(int count) throws IOException {
    byte[] result = new byte[count];
    int done = 0;
    while (done < count) {
      if (at == filled) {
        fill(1);
      }
      int part = Math.min(count - done, filled - at);
      System.arraycopy(window, at, result, done, part);
      at += part;
      done += part;
    }
    return result;
  }

  private String readCharacters(int count) throws IOException {
    char[] result = new char[count];
    for (int i = 0; i < count; i++) {
      result[i] = (char) readShort();
    }
    return new String(result);
  }

  private long readFixed(int size) throws IOException {
    if (filled - at < size) {
      fill(size);
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << Byte.SIZE | window[at + i] & 0xff;
    }
    at += size;
    return value;
  }

  /** Brings at least so many bytes into the window. */
  private void fill(int wanted) throws IOException {
    int kept = filled - at;
    System.arraycopy(window, at, window, 0, kept);
    windowStart += at;
    at = 0;
    filled = kept;
    long from = windowStart + kept;
    int most = (int) Math.max(0, Math.min(WINDOW - kept, end - from));
    filled += source.read(from, window, kept, most);
    if (filled < wanted) {
      throw new DamagedChunkException("the chunk ends inside a value");
    }
  }
}
