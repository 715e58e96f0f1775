package io.sonde.analyzer.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes one readable recording from what a killed process left: JFR's chunks, the last of them
 * closed after the event, then async-profiler's finished chunks. Chunks are self-contained, so
 * written one behind the other they are a legal recording.
 */
public final class Assembler {
  /** What JFR wrote itself when the process still could: all its chunks in one file. */
  private static final String JFR_PART = "events.jfr";

  private Assembler() {}

  /**
   * What the assembled file holds.
   *
   * @param file the recording
   * @param jfrChunks number of JFR's chunks
   * @param eventsUntil end of JFR's events
   * @param sampleChunks number of async-profiler's chunks
   * @param samplesUntil end of the samples; {@link Instant#EPOCH} without any
   * @param lostBytes of chunks that could not be used
   */
  public record Assembled(
      Path file,
      int jfrChunks,
      Instant eventsUntil,
      int sampleChunks,
      Instant samplesUntil,
      long lostBytes) {}

  /**
   * @param target must not exist; it appears when it is complete
   * @throws UnreadableRecordingException when no chunk can be used
   */
  public static Assembled assemble(KilledProcess process, Path target) throws IOException {
    List<RawChunk> jfr = jfrChunks(process);
    List<RawChunk> samples = chunks(process.parts(), process.samplesPrefix());
    List<RawChunk> usable =
        Stream.concat(jfr.stream(), samples.stream()).filter(RawChunk::isUsable).toList();
    if (usable.isEmpty()) {
      throw new UnreadableRecordingException(
          process.parts()
              + ": holds no chunk that can be read, nor does "
              + process.repository()
              + "; the process ended before its first second was recorded.");
    }
    Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished); // an earlier try's, which was killed
    try {
      write(usable, unfinished);
      Files.move(unfinished, target);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    long lost =
        Stream.concat(jfr.stream(), samples.stream()).mapToLong(RawChunk::unusableBytes).sum();
    return new Assembled(target, count(jfr), until(jfr), count(samples), until(samples), lost);
  }

  private static void write(List<RawChunk> chunks, Path file) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (RawChunk chunk : chunks) {
        chunk.copyTo(out);
      }
    }
  }

  private static List<RawChunk> jfrChunks(KilledProcess process) throws IOException {
    long start = RawChunk.nanos(process.recordingStart());
    List<RawChunk> chunks =
        chunks(process.repository(), "").stream()
            .filter(chunk -> chunk.startNanos() >= start)
            .toList();
    return chunks.isEmpty() ? RawChunk.in(process.parts().resolve(JFR_PART)) : chunks;
  }

  private static List<RawChunk> chunks(Path directory, String prefix) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    List<RawChunk> chunks = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(file -> isChunkFile(file, prefix)).toList()) {
        chunks.addAll(RawChunk.in(file));
      }
    }
    chunks.sort(Comparator.comparingLong(RawChunk::startNanos));
    return chunks;
  }

  private static boolean isChunkFile(Path file, String prefix) {
    String name = file.getFileName().toString();
    return name.startsWith(prefix) && name.endsWith(".jfr");
  }

  private static int count(List<RawChunk> chunks) {
    return (int) chunks.stream().filter(RawChunk::isUsable).count();
  }

  private static Instant until(List<RawChunk> chunks) {
    return chunks.stream()
        .filter(RawChunk::isUsable)
        .map(RawChunk::end)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }
}
