package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks are found wherever they begin, across the edges of the reader's window too. */
class BytesTest {
  private static final int WINDOW = 1 << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, WINDOW - 4, WINDOW - 2, WINDOW - 1, WINDOW, WINDOW + 1, 3 * WINDOW})
  void nextChunk_findsAHeaderAtAnyPosition(int position) throws Exception {
    try (FileChannel file = file()) {
      file.write(ByteBuffer.wrap(new byte[] {'F'}), Math.max(0, position / 2));
      file.write(header(), position);
      Bytes bytes = new Bytes(file);

      assertThat(bytes.nextChunk(0)).isEqualTo(position);
      assertThat(bytes.nextChunk(position)).isEqualTo(position);
      assertThat(bytes.nextChunk(position + 1L)).isEqualTo(bytes.size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, ChunkHeader.SIZE, WINDOW, WINDOW + 3})
  void nextChunk_withoutHeader_isTheFilesSize(int size) throws Exception {
    try (FileChannel file = file()) {
      file.write(ByteBuffer.wrap(new byte[] {'F'}), size - 1L);
      Bytes bytes = new Bytes(file);

      assertThat(bytes.nextChunk(0)).isEqualTo(size);
    }
  }

  private FileChannel file() throws Exception {
    return FileChannel.open(
        folder.resolve("file"),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  /** Magic, version 2.1, a size that covers the header. */
  private static ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(ChunkHeader.SIZE);
    header.put(new byte[] {'F', 'L', 'R', 0, 0, 2, 0, 1}).putLong(ChunkHeader.SIZE);
    return header.rewind();
  }
}
