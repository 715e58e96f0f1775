package io.sonde.analyzer.recording;

import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One chunk as a file of its own, because the JDK's reader takes whole files and gives up on all of
 * it when one chunk is damaged. A file that is one whole chunk is used as it is.
 */
final class ChunkFile implements AutoCloseable {
  private final Path path;
  private final boolean temporary;

  private ChunkFile(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  static ChunkFile of(Path file, Bytes bytes, ChunkSpan chunk) throws IOException {
    boolean alone = chunk.offset() == 0 && chunk.length() == bytes.size();
    if (alone && chunk.condition() == ChunkSpan.Condition.WHOLE) {
      return new ChunkFile(file, false);
    }
    ChunkFile copy = new ChunkFile(Files.createTempFile("sonde-chunk-", ".jfr"), true);
    try {
      copy.write(bytes.channel(), chunk);
      return copy;
    } catch (IOException e) {
      copy.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Files.deleteIfExists(path);
    }
  }

  private void write(FileChannel from, ChunkSpan chunk) throws IOException {
    try (FileChannel to = FileChannel.open(path, StandardOpenOption.WRITE)) {
      long done = 0;
      while (done < chunk.length()) {
        long copied = from.transferTo(chunk.offset() + done, chunk.length() - done, to);
        if (copied <= 0) {
          throw new IOException("the file became shorter while it was read");
        }
        done += copied;
      }
      ByteBuffer header = ByteBuffer.allocate(ChunkHeader.SIZE);
      from.read(header, chunk.offset());
      chunk.header().patch(header);
      header.rewind();
      to.write(header, 0);
    }
  }
}
