package io.sonde.analyzer.recording;

import io.sonde.analyzer.recording.InputFiles.InputFile;
import java.io.IOException;
import java.util.function.LongConsumer;

/** A way to read one chunk into the facts. */
@FunctionalInterface
interface ChunkReader {
  /**
   * Reads what can be read and notes what is lost.
   *
   * @param progress told the chunk's bytes done, now and then
   * @return false when the chunk could not even be opened
   */
  boolean read(Facts facts, InputFile file, Bytes bytes, ChunkSpan chunk, LongConsumer progress)
      throws IOException;
}
