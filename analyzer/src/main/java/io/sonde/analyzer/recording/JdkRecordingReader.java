package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.recording.ChunkQueue.Item;
import io.sonde.analyzer.recording.RecordingPass.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads through the JDK's own parser, one chunk at a time: the reference that our own decoder is
 * compared with. A damaged chunk costs that chunk alone.
 */
public final class JdkRecordingReader implements RecordingReader {
  @Override
  public Recording read(List<Path> inputs, String jvm, ReadingProgress progress)
      throws UnreadableRecordingException {
    return RecordingPass.read(
        inputs, jvm, progress, new Reading(JdkRecordingReader::readChunk, chunks -> 1, true));
  }

  private static boolean readChunk(Facts facts, Item item, Bytes bytes, LongConsumer progress)
      throws IOException {
    ChunkSpan chunk = item.aligned();
    try (ChunkFile copy = ChunkFile.of(item.file().path(), bytes, chunk)) {
      JdkChunkReader reader = new JdkChunkReader(facts, item.file().name(), chunk);
      reader.read(copy.path(), share -> progress.accept((long) (share * chunk.length())));
      reader.noteLoss(bytes);
      return reader.opened();
    }
  }
}
