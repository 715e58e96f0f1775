package io.sonde.analyzer.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A process that Sonde's agent recorded and that ended without writing its recording, as the
 * agent's state file describes it.
 *
 * @param parts the directory that holds the state file
 * @param output where the agent would have written the recording
 * @param repository JFR's directory of chunks; may no longer exist
 * @param recordingStart chunks from before it belong to somebody else's recording
 */
public record KilledProcess(
    Path parts,
    long pid,
    Instant processStart,
    Path output,
    Path repository,
    String samplesPrefix,
    Instant recordingStart) {
  private static final String STATE_FILE = "sonde.state";
  private static final String PARTS_SUFFIX = ".parts";

  /** Below the temporary directory, one per user: a file per process with the parts' path. */
  private static final String POINTERS_PREFIX = "sonde_";

  /** A process id is used again; a start time that differs by more is another process. */
  private static final Duration SAME_START = Duration.ofSeconds(2);

  /**
   * @param target a process id, a directory of parts, or a directory that holds one of those
   * @throws UnreadableRecordingException when there is nothing to assemble, with the remedy
   */
  public static KilledProcess find(String target) throws IOException {
    Path directory = Path.of(target);
    if (Files.isDirectory(directory)) {
      return inDirectory(directory);
    }
    if (!target.matches("\\d{1,18}")) {
      throw new UnreadableRecordingException(
          target
              + ": no such directory and no process id; name the directory that ends in .parts.");
    }
    return ofProcess(target);
  }

  /** True while the process lives and so can write its recording itself. */
  public boolean isRunning() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty() || pid == ProcessHandle.current().pid()) {
      return false;
    }
    return process
        .get()
        .info()
        .startInstant()
        .map(start -> Duration.between(start, processStart).abs().compareTo(SAME_START) <= 0)
        .orElse(true);
  }

  private static KilledProcess inDirectory(Path directory) throws IOException {
    if (Files.isRegularFile(directory.resolve(STATE_FILE))) {
      return read(directory);
    }
    List<Path> found = partsIn(directory);
    if (found.isEmpty()) {
      throw new UnreadableRecordingException(
          directory
              + ": no parts of a recording are here (no "
              + STATE_FILE
              + "); name the directory that ends in .parts beside the agent's output file.");
    }
    if (found.size() > 1) {
      throw new UnreadableRecordingException(
          directory + ": holds parts of several recordings; name one of " + found + ".");
    }
    return read(found.get(0));
  }

  private static KilledProcess ofProcess(String pid) throws IOException {
    for (Path parts : candidates(pid)) {
      if (Files.isRegularFile(parts.resolve(STATE_FILE))) {
        KilledProcess process = read(parts);
        if (Long.toString(process.pid).equals(pid)) {
          return process;
        }
      }
    }
    throw new UnreadableRecordingException(
        "nothing was found that process "
            + pid
            + " left; name the directory that ends in .parts beside the agent's output file.");
  }

  private static List<Path> candidates(String pid) throws IOException {
    try (Stream<Path> temporary = list(Path.of(System.getProperty("java.io.tmpdir")))) {
      Stream<Path> pointed =
          temporary
              .filter(entry -> entry.getFileName().toString().startsWith(POINTERS_PREFIX))
              .map(user -> user.resolve(pid))
              .filter(Files::isReadable)
              .map(KilledProcess::pointed);
      return Stream.concat(pointed, partsIn(Path.of("")).stream()).toList();
    }
  }

  private static Path pointed(Path pointer) {
    try {
      return Path.of(Files.readString(pointer).trim());
    } catch (IOException | RuntimeException damaged) {
      return pointer;
    }
  }

  private static List<Path> partsIn(Path directory) throws IOException {
    try (Stream<Path> entries = list(directory.toAbsolutePath())) {
      return entries
          .filter(entry -> entry.getFileName().toString().endsWith(PARTS_SUFFIX))
          .filter(entry -> Files.isRegularFile(entry.resolve(STATE_FILE)))
          .sorted()
          .toList();
    }
  }

  private static Stream<Path> list(Path directory) throws IOException {
    return Files.isReadable(directory) ? Files.list(directory) : Stream.empty();
  }

  private static KilledProcess read(Path parts) throws IOException {
    Properties state = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(parts.resolve(STATE_FILE))) {
      state.load(reader);
      return new KilledProcess(
          parts,
          Long.parseLong(state.getProperty("pid", "")),
          Instant.ofEpochMilli(Long.parseLong(state.getProperty("processStartMillis", ""))),
          Path.of(state.getProperty("output", "sonde.jfr")),
          Path.of(state.getProperty("repository", "")),
          state.getProperty("samples", ""),
          Instant.ofEpochMilli(Long.parseLong(state.getProperty("recordingStartMillis", ""))));
    } catch (IllegalArgumentException damaged) {
      throw new UnreadableRecordingException(
          parts.resolve(STATE_FILE)
              + ": damaged state file; the chunks can still be read one by one: *.jfr in this"
              + " directory and in the process's directory below the temporary directory.",
          damaged);
    }
  }
}
