package io.sonde.analyzer.recording;

import io.sonde.analyzer.recording.ChunkQueue.Item;
import java.io.IOException;
import java.util.function.LongConsumer;

/** A way to read one chunk into the facts. */
@FunctionalInterface
interface ChunkReader {
  /**
   * Reads what can be read and notes what is lost.
   *
   * @param bytes of the item's file
   * @param progress told the chunk's bytes done, now and then
   * @return false when the chunk could not even be opened
   */
  boolean read(Facts facts, Item item, Bytes bytes, LongConsumer progress) throws IOException;
}
