package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.recording.ChunkSpan.Condition;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the chunks of a file by their headers, closes those that were never finished at their last
 * constant pool, and says what is lost. Nothing here trusts a size before it was checked.
 */
final class ChunkScan {
  private final String file;
  private final Bytes bytes;
  private final boolean walkAll;
  private final List<ChunkSpan> chunks = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  private ChunkScan(String file, Bytes bytes, boolean walkAll) {
    this.file = file;
    this.bytes = bytes;
    this.walkAll = walkAll;
  }

  /**
   * @param walkAll also follow the sizes of all events of whole chunks, which takes a pass over the
   *     file; else such a chunk's number of events is unknown
   */
  static ChunkScan of(String file, Bytes bytes, boolean walkAll) throws IOException {
    ChunkScan scan = new ChunkScan(file, bytes, walkAll);
    long position = 0;
    while (position < bytes.size()) {
      position = scan.next(position);
    }
    return scan;
  }

  List<ChunkSpan> chunks() {
    return chunks;
  }

  /** What is lost of this file. */
  List<Quality.Problem> problems() {
    return problemsWithout(Set.of());
  }

  /** What is lost of this file, when some of its chunks stand elsewhere with all that they hold. */
  List<Quality.Problem> problemsWithout(Set<ChunkSpan> elsewhere) {
    return losses.stream()
        .filter(loss -> loss.chunk == null || !elsewhere.contains(loss.chunk))
        .map(Loss::problem)
        .toList();
  }

  /**
   * @param chunk that lost something at its end; null for bytes that are no chunk
   */
  private record Loss(@Nullable ChunkSpan chunk, Quality.Problem problem) {}

  /** Takes in what begins at a position and returns where to go on. */
  private long next(long position) throws IOException {
    ChunkHeader header = bytes.header(position);
    if (header == null || !header.isPlausible()) {
      long next = nextChunk(position, position + 1);
      boolean tail = next == bytes.size();
      lost(
          tail ? Quality.Kind.TRUNCATED_FILE : Quality.Kind.DAMAGED_CHUNK,
          "No chunk begins where one should; these bytes were skipped.",
          next - position,
          null);
      return next;
    }
    long end = position + header.size();
    boolean fits =
        header.size() > ChunkHeader.SIZE
            && (end == bytes.size() || end < bytes.size() && bytes.magicAt(end));
    if (fits) {
      whole(position, header);
      return end;
    }
    long limit = nextChunk(position, position + ChunkHeader.SIZE);
    cut(position, header, limit - position);
    return limit;
  }

  /**
   * Where the next chunk begins, or the file's size. With each flush JFR copies its chunk's header
   * into the constant pool, with the size that the chunk has there: no chunk begins at such a copy.
   */
  private long nextChunk(long position, long from) throws IOException {
    long next = bytes.nextChunk(from);
    while (next < bytes.size() && isCopyOfHeader(position, next)) {
      next = bytes.nextChunk(next + ChunkHeader.SIZE);
    }
    return next;
  }

  private boolean isCopyOfHeader(long chunk, long at) throws IOException {
    ChunkHeader header = bytes.header(at);
    return header != null && header.size() == at + ChunkHeader.SIZE - chunk;
  }

  private void whole(long position, ChunkHeader header) throws IOException {
    if (!walkAll && header.hasTables()) {
      boolean finished = header.state() == 0;
      Condition condition = finished ? Condition.WHOLE : Condition.UNFINISHED;
      ChunkSpan chunk = add(position, header.size(), header, condition, ChunkSpan.UNKNOWN_EVENTS);
      if (!finished) {
        lost(Quality.Kind.UNFINISHED_CHUNK, "The last chunk was still being written.", 0, chunk);
      }
      return;
    }
    EventWalk walk = EventWalk.of(bytes, position, header.size());
    if (!header.hasTables() && !walk.hasTables()) {
      withoutTables(header, header.size());
      return;
    }
    if (!header.hasTables()) {
      closeAtLastTables(position, header, walk, header.size(), Condition.TRUNCATED);
      return;
    }
    if (header.state() != 0) {
      ChunkSpan chunk = add(position, header.size(), header, Condition.UNFINISHED, walk.events());
      lost(Quality.Kind.UNFINISHED_CHUNK, "The last chunk was still being written.", 0, chunk);
    } else if (!walk.sound()) {
      ChunkSpan chunk = add(position, header.size(), header, Condition.DAMAGED, walk.events());
      lost(
          Quality.Kind.DAMAGED_CHUNK,
          "An event's size makes no sense; the rest of its chunk was skipped.",
          header.size() - walk.end(),
          chunk);
    } else {
      add(position, header.size(), header, Condition.WHOLE, walk.events());
    }
  }

  private ChunkSpan add(
      long position, long length, ChunkHeader header, Condition condition, long events) {
    ChunkSpan chunk = new ChunkSpan(position, length, header, condition, events);
    chunks.add(chunk);
    return chunk;
  }

  /** A chunk whose header does not say, or says wrongly, where it ends. */
  private void cut(long position, ChunkHeader header, long length) throws IOException {
    boolean flushed = header.state() != 0 && header.size() <= length && header.hasTables();
    if (flushed) {
      EventWalk walk = EventWalk.of(bytes, position, header.size());
      ChunkSpan chunk = add(position, header.size(), header, Condition.UNFINISHED, walk.events());
      lost(
          Quality.Kind.UNFINISHED_CHUNK,
          "The last chunk was still being written; events after its last flush are missing.",
          length - header.size(),
          chunk);
      return;
    }
    EventWalk walk = EventWalk.of(bytes, position, length);
    if (!walk.hasTables()) {
      withoutTables(header, length);
      return;
    }
    Condition condition = header.state() != 0 ? Condition.UNFINISHED : Condition.TRUNCATED;
    closeAtLastTables(position, header, walk, length, condition);
  }

  private void closeAtLastTables(
      long position, ChunkHeader header, EventWalk walk, long length, Condition condition) {
    ChunkHeader closed =
        header.finishedAt(walk.end(), walk.constantPoolOffset(), walk.metadataOffset());
    ChunkSpan chunk = add(position, walk.end(), closed, condition, walk.events());
    boolean unfinished = condition == Condition.UNFINISHED;
    long missing = Math.max(length, unfinished ? 0 : header.size()) - walk.end();
    lost(
        unfinished ? Quality.Kind.UNFINISHED_CHUNK : Quality.Kind.TRUNCATED_FILE,
        unfinished
            ? "The last chunk was never finished; it was closed at its last constant pool."
            : "The file ends inside a chunk; what stands before the cut was read.",
        missing,
        chunk);
  }

  private void withoutTables(ChunkHeader header, long length) {
    boolean stub = header.metadataOffset() == 0 || header.state() != 0;
    losses.add(
        new Loss(
            null,
            new Quality.Problem(
                stub ? Quality.Kind.UNFINISHED_CHUNK : Quality.Kind.TRUNCATED_FILE,
                file,
                stub
                    ? "A chunk was never finished and holds no constant pools: its samples are lost."
                    : "The file ends before a chunk's constant pools: that chunk is lost.",
                length,
                Math.max(0, header.durationNanos()))));
  }

  private void lost(Quality.Kind kind, String what, long lostBytes, @Nullable ChunkSpan chunk) {
    losses.add(new Loss(chunk, new Quality.Problem(kind, file, what, lostBytes, 0)));
  }
}
