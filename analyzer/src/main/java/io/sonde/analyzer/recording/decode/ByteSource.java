package io.sonde.analyzer.recording.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes at positions: a file, or an array in memory. */
public interface ByteSource {
  /**
   * Reads as many bytes as are there.
   *
   * @return bytes read, 0 behind the end
   */
  int read(long position, byte[] into, int offset, int length) throws IOException;

  static ByteSource of(FileChannel channel) {
    return (position, into, offset, length) -> {
      ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position() - offset) <= 0) {
          break;
        }
      }
      return buffer.position() - offset;
    };
  }

  static ByteSource of(byte[] bytes) {
    return (position, into, offset, length) -> {
      int available = (int) Math.max(0, Math.min(length, bytes.length - position));
      System.arraycopy(bytes, (int) Math.min(position, bytes.length), into, offset, available);
      return available;
    };
  }
}
