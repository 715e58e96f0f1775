package io.sonde.analyzer.recording;

import io.sonde.analyzer.recording.InputFiles.InputFile;
import io.sonde.analyzer.unit.Formats;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which JVM each chunk comes from. A chunk that does not say belongs with its neighbour in the
 * file: recorders begin a new file for a new JVM, and only people concatenate them.
 */
final class JvmChunks {
  private static final int MOST_TOLD = 5;

  private final Map<InputFile, TreeMap<Long, Owned>> files = new LinkedHashMap<>();
  private JvmProcesses processes = new JvmProcesses();

  /**
   * @param bytes of the chunk
   */
  private record Owned(int process, long bytes) {}

  void read(InputFile file, ChunkSpan chunk, int process) {
    files
        .computeIfAbsent(file, each -> new TreeMap<>())
        .put(chunk.offset(), new Owned(process, chunk.length()));
  }

  /** Once all chunks were read. */
  void settle(JvmProcesses found) {
    processes = found;
    files.values().forEach(JvmChunks::settle);
  }

  private static void settle(TreeMap<Long, Owned> chunks) {
    int[] last = {JvmProcesses.UNKNOWN};
    chunks.replaceAll((offset, chunk) -> joined(chunk, last));
    last[0] = JvmProcesses.UNKNOWN;
    for (Map.Entry<Long, Owned> each : chunks.descendingMap().entrySet()) {
      each.setValue(joined(each.getValue(), last));
    }
  }

  private static Owned joined(Owned chunk, int[] last) {
    if (chunk.process == JvmProcesses.UNKNOWN) {
      return new Owned(last[0], chunk.bytes);
    }
    last[0] = chunk.process;
    return chunk;
  }

  boolean areSeveral() {
    return processes.count() > 1;
  }

  boolean has(InputFile file, int process) {
    TreeMap<Long, Owned> chunks = files.get(file);
    return chunks != null && chunks.values().stream().anyMatch(each -> each.process == process);
  }

  boolean isOf(int process, InputFile file, ChunkSpan chunk) {
    TreeMap<Long, Owned> chunks = files.get(file);
    Owned owned = chunks == null ? null : chunks.get(chunk.offset());
    return owned != null && owned.process == process;
  }

  /**
   * @param wanted as {@link RecordingReader#read(List, String, ReadingProgress)}
   */
  int choose(String wanted) throws UnreadableRecordingException {
    List<Integer> all = largestFirst();
    if (wanted.isEmpty()) {
      return all.get(0);
    }
    List<Integer> matching =
        all.stream().filter(process -> processes.matches(process, wanted)).toList();
    if (matching.size() == 1) {
      return matching.get(0);
    }
    throw new UnreadableRecordingException(
        matching.isEmpty()
            ? "No JVM in the recordings matches '" + wanted + "'; they are of " + told(all) + "."
            : "Several JVMs in the recordings match '"
                + wanted
                + "': "
                + told(matching)
                + "; name one by pid@host or by its start.");
  }

  private List<Integer> largestFirst() {
    return IntStream.range(0, processes.count())
        .boxed()
        .sorted(Comparator.comparingLong(this::bytes).reversed())
        .toList();
  }

  private long bytes(int process) {
    return files.values().stream()
        .flatMap(chunks -> chunks.values().stream())
        .filter(each -> each.process == process)
        .mapToLong(Owned::bytes)
        .sum();
  }

  /** One sentence that names the JVM that was chosen, and two that name the others. */
  String choiceTold(int chosen) {
    Stream<Integer> unknown =
        bytes(JvmProcesses.UNKNOWN) > 0 ? Stream.of(JvmProcesses.UNKNOWN) : Stream.of();
    List<Integer> others =
        Stream.concat(largestFirst().stream().filter(each -> each != chosen), unknown).toList();
    return "These are recordings of "
        + processes.count()
        + " JVMs; this is "
        + told(List.of(chosen))
        + " alone. Set aside: "
        + told(others)
        + ". Choose another with --jvm.";
  }

  private String told(List<Integer> some) {
    String listed =
        some.stream()
            .limit(MOST_TOLD)
            .map(each -> processes.describe(each) + " with " + Formats.bytes(bytes(each)))
            .collect(Collectors.joining(", "));
    if (listed.isEmpty()) {
      return "no JVM that is recorded";
    }
    return some.size() > MOST_TOLD
        ? listed + " and " + (some.size() - MOST_TOLD) + " more"
        : listed;
  }
}
