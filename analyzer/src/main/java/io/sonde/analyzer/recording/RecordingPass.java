package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.recording.ChunkQueue.Before;
import io.sonde.analyzer.recording.ChunkQueue.Item;
import io.sonde.analyzer.recording.InputFiles.InputFile;
import io.sonde.analyzer.recording.decode.ChunkHeader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One run over the inputs, whichever way their chunks are read. Who recorded a chunk is known only
 * when it was read; so all are read as one JVM's, and only where they were several, one JVM's are
 * read again.
 */
final class RecordingPass {
  /** A chunk begins where the recorder's last one ends; each clock is read on its own. */
  private static final long SAME_MOMENT_NANOS = 1_000_000_000L;

  /** Chunks among which the one before is looked for: JFR's and async-profiler's take turns. */
  private static final int LOOK_BACK = 8;

  private final Facts facts = new Facts(new RecordingBuilder());
  private final JvmChunks jvms;
  private final @Nullable Integer only;
  private final Reading reading;
  private final ReadingProgress progress;
  private long totalBytes;
  private final Map<InputFile, ChunkScan> scans = new LinkedHashMap<>();
  private ClockSteps clocks = ClockSteps.of(List.of());
  private final Set<ChunkIdentity> chunksRead = new HashSet<>();
  private final Set<String> filesWithCopies = new LinkedHashSet<>();
  private int copies;
  private boolean anything;
  private @Nullable UnreadableRecordingException firstLeftOut;

  private RecordingPass(
      JvmChunks jvms, @Nullable Integer only, Reading reading, ReadingProgress progress) {
    this.jvms = jvms;
    this.only = only;
    this.reading = reading;
    this.progress = progress;
  }

  /**
   * How chunks are read.
   *
   * @param atATime how many of them at the same time
   * @param walkAll as {@link ChunkScan#of}
   */
  record Reading(ChunkReader chunks, ToIntFunction<List<Item>> atATime, boolean walkAll) {}

  /**
   * @param jvm as {@link RecordingReader#read(List, String, ReadingProgress)}
   */
  static Recording read(List<Path> inputs, String jvm, ReadingProgress progress, Reading reading)
      throws UnreadableRecordingException {
    try (InputFiles files = InputFiles.of(inputs)) {
      JvmChunks jvms = new JvmChunks();
      Recording recording =
          new RecordingPass(jvms, null, reading, progress).unlessSeveral(files, jvm);
      if (recording != null) {
        return recording;
      }
      int chosen = jvms.choose(jvm);
      RecordingPass pass = new RecordingPass(jvms, chosen, reading, progress);
      pass.run(files);
      if (jvm.isEmpty()) {
        pass.facts
            .builder()
            .problem(
                new Quality.Problem(Quality.Kind.SEVERAL_JVMS, "", jvms.choiceTold(chosen), 0, 0));
      }
      return pass.finished();
    }
  }

  /** Null where the inputs come from several JVMs. */
  private @Nullable Recording unlessSeveral(InputFiles files, String jvm)
      throws UnreadableRecordingException {
    run(files);
    jvms.settle(facts.jvm().processes());
    if (jvms.areSeveral()) {
      return null;
    }
    if (!jvm.isEmpty()) {
      jvms.choose(jvm);
    }
    return finished();
  }

  private void run(InputFiles files) throws UnreadableRecordingException {
    List<InputFile> wanted =
        files.files().stream().filter(each -> only == null || jvms.has(each, only)).toList();
    totalBytes = wanted.stream().mapToLong(each -> size(each.path())).sum();
    files.refused().forEach(this::leftOut);
    for (InputFile file : wanted) {
      orLeftOut(file, () -> scan(file));
    }
    alignClocks();
    readChunks();
    requireAnything();
    noteCopies();
  }

  private Recording finished() {
    facts.finish();
    return facts.builder().build();
  }

  private List<ChunkSpan> chunks(InputFile file, ChunkScan scan) {
    return only == null
        ? scan.chunks()
        : scan.chunks().stream().filter(chunk -> jvms.isOf(only, file, chunk)).toList();
  }

  /** By the first chunk: what a recorder says in that holds for its later ones, in other files. */
  private List<Map.Entry<InputFile, ChunkScan>> inOrderOfTime() {
    return scans.entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                scanned ->
                    chunks(scanned.getKey(), scanned.getValue()).stream()
                        .mapToLong(this::startNanos)
                        .min()
                        .orElse(0)))
        .toList();
  }

  private long startNanos(ChunkSpan chunk) {
    return clocks.aligned(chunk).header().startNanos();
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
      ChunkScan scan = ChunkScan.of(file.name(), bytes, reading.walkAll());
      scans.put(file, scan);
    } catch (UnreadableRecordingException e) {
      throw e;
    } catch (IOException e) {
      throw InputFiles.unreadable(file.name(), e);
    }
  }

  private void alignClocks() {
    List<ChunkSpan> all = new ArrayList<>();
    scans.forEach((file, scan) -> all.addAll(chunks(file, scan)));
    clocks = ClockSteps.of(all);
    clocks.problems().forEach(facts.builder()::problem);
  }

  private void readChunks() throws UnreadableRecordingException {
    List<Item> items = withoutCutCopies(items());
    int atATime = reading.atATime().applyAsInt(items);
    Set<InputFile> opened = new HashSet<>();
    Map<InputFile, IOException> failed = new HashMap<>();
    new ChunkQueue(reading.chunks(), facts, atATime, progress, totalBytes)
        .read(
            items,
            (item, wasOpened, failure) -> {
              if (failure != null) {
                failed.putIfAbsent(item.file(), failure);
                return;
              }
              if (wasOpened) {
                opened.add(item.file());
              }
              if (only == null) {
                jvms.read(item.file(), item.inFile(), facts.jvm().processOfChunk());
              }
            });
    for (InputFile file : scans.keySet()) {
      orLeftOut(file, () -> requireRead(file, failed.get(file), opened.contains(file)));
    }
  }

  /** Chunks in the order that they are read in; copies of those before are left out. */
  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (Map.Entry<InputFile, ChunkScan> scanned : inOrderOfTime()) {
      InputFile file = scanned.getKey();
      List<ChunkSpan> inOrder = new ArrayList<>(chunks(file, scanned.getValue()));
      inOrder.sort(Comparator.comparingLong(this::startNanos));
      for (ChunkSpan chunk : inOrder) {
        if (!isCopy(file, chunk)) {
          items.add(new Item(file, chunk, clocks.aligned(chunk), before(chunk, items)));
        }
      }
    }
    return items;
  }

  /** Of the last items those that end where a chunk begins: two recorders may take turns. */
  private List<Before> before(ChunkSpan chunk, List<Item> items) {
    List<Before> before = new ArrayList<>();
    for (Item item : items.subList(Math.max(0, items.size() - LOOK_BACK), items.size())) {
      long end = startNanos(item.inFile()) + item.inFile().header().durationNanos();
      if (Math.abs(startNanos(chunk) - end) < SAME_MOMENT_NANOS) {
        before.add(new Before(item.file(), item.inFile()));
      }
    }
    return before;
  }

  /** Also tells what the files have lost, but for what stands elsewhere. */
  private List<Item> withoutCutCopies(List<Item> items) {
    Set<Item> cut = cutCopies(items);
    Set<ChunkSpan> elsewhere = new HashSet<>();
    for (Item item : cut) {
      copies++;
      filesWithCopies.add(item.file().name());
      elsewhere.add(item.inFile());
    }
    for (ChunkScan scan : scans.values()) {
      scan.problemsWithout(elsewhere).forEach(facts.builder()::problem);
    }
    return items.stream().filter(item -> !cut.contains(item)).toList();
  }

  private static Set<Item> cutCopies(List<Item> items) {
    try {
      return CutCopies.among(items);
    } catch (IOException gone) {
      return Set.of(); // The file that cannot be read any more is told when its chunks are read.
    }
  }

  private void requireRead(InputFile file, @Nullable IOException failure, boolean opened)
      throws UnreadableRecordingException {
    if (failure != null) {
      throw InputFiles.unreadable(file.name(), failure);
    }
    if (!opened && !filesWithCopies.contains(file.name())) {
      throw nothingReadable(file, Objects.requireNonNull(scans.get(file)));
    }
    anything = true;
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
