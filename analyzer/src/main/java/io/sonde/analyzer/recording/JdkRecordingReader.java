package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.recording.InputFiles.InputFile;
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

  private static boolean readChunk(
      Facts facts, InputFile file, Bytes bytes, ChunkSpan chunk, LongConsumer progress)
      throws IOException {
    try (ChunkFile copy = ChunkFile.of(file.path(), bytes, chunk)) {
      JdkChunkReader reader = new JdkChunkReader(facts, file.name(), chunk);
      reader.read(copy.path(), share -> progress.accept((long) (share * chunk.length())));
      reader.noteLoss(bytes);
      return reader.opened();
    }
  }
}
