package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.recording.InputFiles.InputFile;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run over all inputs, whichever way their chunks are read. */
final class RecordingPass {
  private final Facts facts;
  private final ChunkReader chunkReader;
  private final boolean walkAll;
  private final ReadingProgress progress;
  private final long totalBytes;
  private final Map<InputFile, ChunkScan> scans = new LinkedHashMap<>();
  private ClockSteps clocks = ClockSteps.of(List.of());
  private long doneBytes;
  private final Set<ChunkIdentity> chunksRead = new HashSet<>();
  private final Set<String> filesWithCopies = new LinkedHashSet<>();
  private int copies;
  private boolean anything;
  private @Nullable UnreadableRecordingException firstLeftOut;

  private RecordingPass(
      Facts facts, ChunkReader chunks, boolean walkAll, ReadingProgress progress, long totalBytes) {
    this.facts = facts;
    this.chunkReader = chunks;
    this.walkAll = walkAll;
    this.progress = progress;
    this.totalBytes = totalBytes;
  }

  /**
   * @param walkAll as {@link ChunkScan#of}
   */
  static Recording read(
      List<Path> inputs, ReadingProgress progress, ChunkReader chunks, boolean walkAll)
      throws UnreadableRecordingException {
    RecordingBuilder builder = new RecordingBuilder();
    Facts facts = new Facts(builder);
    try (InputFiles files = InputFiles.of(inputs)) {
      long total = files.files().stream().mapToLong(each -> size(each.path())).sum();
      RecordingPass pass = new RecordingPass(facts, chunks, walkAll, progress, total);
      files.refused().forEach(pass::leftOut);
      for (InputFile file : files.files()) {
        pass.orLeftOut(file, () -> pass.scan(file));
      }
      pass.alignClocks();
      for (Map.Entry<InputFile, ChunkScan> scanned : pass.scans.entrySet()) {
        pass.orLeftOut(
            scanned.getKey(), () -> pass.readChunks(scanned.getKey(), scanned.getValue()));
      }
      pass.requireAnything();
      pass.noteCopies();
    }
    facts.finish();
    return builder.build();
  }

  private static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException unknown) {
      return 0;
    }
  }

  /** What is done to one file. */
  private interface FileTask {
    void run() throws UnreadableRecordingException;
  }

  /** A file that was named must be readable; one of a folder's may be missing, and is told. */
  private void orLeftOut(InputFile file, FileTask task) throws UnreadableRecordingException {
    try {
      task.run();
    } catch (UnreadableRecordingException e) {
      if (!file.fromFolder()) {
        throw e;
      }
      leftOut(e);
    }
  }

  private void leftOut(UnreadableRecordingException refused) {
    if (firstLeftOut == null) {
      firstLeftOut = refused;
    }
    String what = String.valueOf(refused.getMessage());
    facts.builder().problem(new Quality.Problem(Quality.Kind.UNREADABLE_FILE, "", what, 0, 0));
  }

  private void requireAnything() throws UnreadableRecordingException {
    if (!anything && firstLeftOut != null) {
      throw firstLeftOut;
    }
  }

  private void scan(InputFile file) throws UnreadableRecordingException {
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      Bytes bytes = new Bytes(channel);
      requireRecording(file, bytes);
      ChunkScan scan = ChunkScan.of(file.name(), bytes, walkAll);
      scan.problems().forEach(facts.builder()::problem);
      scans.put(file, scan);
    } catch (UnreadableRecordingException e) {
      throw e;
    } catch (IOException e) {
      throw InputFiles.unreadable(file.name(), e);
    }
  }

  private void alignClocks() {
    clocks =
        ClockSteps.of(scans.values().stream().flatMap(scan -> scan.chunks().stream()).toList());
    clocks.problems().forEach(facts.builder()::problem);
  }

  private void readChunks(InputFile file, ChunkScan scan) throws UnreadableRecordingException {
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      Bytes bytes = new Bytes(channel);
      boolean opened = false;
      for (ChunkSpan chunk : scan.chunks()) {
        opened |= isCopy(file, chunk) || read(file, bytes, clocks.aligned(chunk));
      }
      if (!opened) {
        throw nothingReadable(file, scan);
      }
      anything = true;
      doneBytes += bytes.size();
      progress.advanced(doneBytes, totalBytes);
    } catch (UnreadableRecordingException e) {
      throw e;
    } catch (IOException e) {
      throw InputFiles.unreadable(file.name(), e);
    }
  }

  /**
   * Two dumps of one recording hold the same chunks: what they say counts once.
   *
   * @param chunk as it stands in the file
   */
  private boolean isCopy(InputFile file, ChunkSpan chunk) {
    boolean copy = !chunksRead.add(ChunkIdentity.of(chunk));
    if (copy) {
      copies++;
      filesWithCopies.add(file.name());
    }
    return copy;
  }

  private void noteCopies() {
    if (copies > 0) {
      String what =
          (copies == 1 ? "A chunk is" : copies + " chunks are")
              + " in more than one place and counted once; again in "
              + String.join(", ", filesWithCopies)
              + ".";
      facts.builder().problem(new Quality.Problem(Quality.Kind.REPEATED_CHUNK, "", what, 0, 0));
    }
  }

  private boolean read(InputFile file, Bytes bytes, ChunkSpan chunk) throws IOException {
    long before = doneBytes + chunk.offset();
    return chunkReader.read(
        facts, file, bytes, chunk, done -> progress.advanced(before + done, totalBytes));
  }

  private static void requireRecording(InputFile file, Bytes bytes)
      throws IOException, UnreadableRecordingException {
    if (!bytes.magicAt(0)) {
      throw new UnreadableRecordingException(
          file.name()
              + " is not a flight recording: it does not begin with the letters FLR; give a .jfr"
              + " file made by the JVM, by async-profiler or by Sonde.");
    }
    ChunkHeader header = bytes.header(0);
    if (header == null) {
      throw new UnreadableRecordingException(
          file.name()
              + " is cut off inside its first "
              + ChunkHeader.SIZE
              + " bytes and holds no event; copy the file again, or record again.");
    }
    if (header.isOracleFormat()) {
      throw new UnreadableRecordingException(
          file.name()
              + " is in format "
              + header.major()
              + "."
              + header.minor()
              + " of Oracle JDK 7 or 8, which Sonde cannot read; record with JDK 8u262 or newer,"
              + " or open it in JDK Mission Control.");
    }
  }

  private static UnreadableRecordingException nothingReadable(InputFile file, ChunkScan scan) {
    String why =
        scan.problems().stream()
            .map(Quality.Problem::what)
            .findFirst()
            .orElse("None of its chunks could be opened.");
    return new UnreadableRecordingException(
        file.name()
            + " holds nothing that can be read ("
            + why.substring(0, why.length() - 1)
            + "); copy the file again, or record again and stop cleanly.");
  }

  /** What no two chunks share. */
  private record ChunkIdentity(long startNanos, long startTicks, long size, long length) {
    private static ChunkIdentity of(ChunkSpan chunk) {
      ChunkHeader header = chunk.header();
      return new ChunkIdentity(
          header.startNanos(), header.startTicks(), header.size(), chunk.length());
    }
  }
}
