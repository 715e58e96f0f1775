package io.sonde.analyzer.recording;

import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file seen through one window of 1 MB, so that any size is read in constant memory. */
final class Bytes {
  private static final int WINDOW = 1 << 20;

  private final FileChannel channel;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocate(WINDOW);
  private long windowStart;

  Bytes(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
    window.limit(0);
  }

  long size() {
    return size;
  }

  FileChannel channel() {
    return channel;
  }

  /** One byte, 0 to 255; the caller stays below {@link #size()}. */
  int at(long position) throws IOException {
    if (position < windowStart || position >= windowStart + window.limit()) {
      load(position);
    }
    return window.get((int) (position - windowStart)) & 0xff;
  }

  /** The header at a position, or null when there is no magic or too little follows. */
  @org.jspecify.annotations.Nullable
  ChunkHeader header(long position) throws IOException {
    if (position < 0 || position + ChunkHeader.SIZE > size || !magicAt(position)) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(ChunkHeader.SIZE);
    for (int i = 0; i < ChunkHeader.SIZE; i++) {
      bytes.put(i, (byte) at(position + i));
    }
    return ChunkHeader.parse(bytes);
  }

  boolean magicAt(long position) throws IOException {
    return position + 4 <= size
        && at(position) == 'F'
        && at(position + 1) == 'L'
        && at(position + 2) == 'R'
        && at(position + 3) == 0;
  }

  /** Position of the next plausible chunk header at or after a position, or the file's size. */
  long nextChunk(long from) throws IOException {
    long end = size - ChunkHeader.SIZE + 1;
    for (long position = next('F', from, end); position < end; ) {
      ChunkHeader header = header(position);
      if (header != null && header.isPlausible()) {
        return position;
      }
      position = next('F', position + 1, end);
    }
    return size;
  }

  /**
   * Position of the next such byte before the end, or the end. Searches the window's array itself:
   * a hollow file of gigabytes is then read at the speed of the disk.
   */
  private long next(char wanted, long from, long end) throws IOException {
    byte[] bytes = window.array();
    for (long position = from; position < end; position = windowStart + window.limit()) {
      at(position);
      int stop = (int) Math.min(window.limit(), end - windowStart);
      for (int i = (int) (position - windowStart); i < stop; i++) {
        if (bytes[i] == wanted) {
          return windowStart + i;
        }
      }
    }
    return Math.max(from, end);
  }

  private void load(long position) throws IOException {
    window.clear();
    windowStart = position;
    while (window.hasRemaining()) {
      if (channel.read(window, windowStart + window.position()) < 0) {
        break;
      }
    }
    window.flip();
    if (!window.hasRemaining()) {
      throw new IOException("the file became shorter while it was read");
    }
  }
}
