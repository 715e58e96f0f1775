package io.sonde.analyzer.recording;

import io.sonde.analyzer.recording.ChunkQueue.Item;
import io.sonde.analyzer.recording.ChunkSpan.Condition;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chunks that end too early and stand elsewhere with all that they hold: a recording that was
 * copied while it was written, beside the finished one. What such a chunk says counts once.
 */
final class CutCopies {
  /** Recorders write the header anew, and what follows it once; so much of it is compared. */
  private static final int COMPARED_BYTES = 1 << 16;

  private CutCopies() {}

  /** What a recorder writes into a chunk's header before all else. */
  private record Beginning(long startNanos, long startTicks, long ticksPerSecond) {
    private static Beginning of(Item item) {
      ChunkHeader header = item.inFile().header();
      return new Beginning(header.startNanos(), header.startTicks(), header.ticksPerSecond());
    }
  }

  static Set<Item> among(List<Item> items) throws IOException {
    Map<Beginning, Item> longest = new HashMap<>();
    items.forEach(
        item -> longest.merge(Beginning.of(item), item, (a, b) -> length(a) >= length(b) ? a : b));
    Set<Item> result = new HashSet<>();
    for (Item item : items) {
      Item whole = longest.get(Beginning.of(item));
      if (whole != null && length(item) < length(whole) && isCut(item) && beginsLike(item, whole)) {
        result.add(item);
      }
    }
    return result;
  }

  private static long length(Item item) {
    return item.inFile().length();
  }

  private static boolean isCut(Item item) {
    Condition condition = item.inFile().condition();
    return condition == Condition.TRUNCATED || condition == Condition.UNFINISHED;
  }

  private static boolean beginsLike(Item item, Item whole) throws IOException {
    return afterHeader(item, length(item)).equals(afterHeader(whole, length(item)));
  }

  private static ByteBuffer afterHeader(Item item, long chunkLength) throws IOException {
    long available = Math.max(0, chunkLength - ChunkHeader.SIZE);
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(COMPARED_BYTES, available));
    long from = item.inFile().offset() + ChunkHeader.SIZE;
    try (FileChannel channel = FileChannel.open(item.file().path(), StandardOpenOption.READ)) {
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
        // Reads on until all is there or the file ends.
      }
    }
    return bytes.flip();
  }
}
