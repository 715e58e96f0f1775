package io.sonde.agent.recorder;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The directory beside the output that holds what will become the recording: the sampler's ring,
 * JFR's part once it is written, and the state file from which {@code sonde assemble} finds all of
 * it after the process was killed.
 */
final class PartsDirectory {
  static final String SUFFIX = ".parts";
  static final String STATE_FILE = "sonde.state";
  static final String JFR_PART = "events.jfr";
  static final String SAMPLER_PREFIX = "samples-";

  private final Path directory;

  private PartsDirectory(Path directory) {
    this.directory = directory;
  }

  static Path beside(Path output) {
    return output.resolveSibling(output.getFileName() + SUFFIX);
  }

  static PartsDirectory create(Path output) throws IOException {
    Path parent = output.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return new PartsDirectory(Files.createDirectory(beside(output)));
  }

  Path path() {
    return directory;
  }

  Path jfrPart() {
    return directory.resolve(JFR_PART);
  }

  /** Writes the state file anew; a reader sees the old one or the new one, never a half. */
  void writeState(Map<String, String> state) throws IOException {
    Properties properties = new Properties();
    properties.putAll(state);
    Path fresh = directory.resolve(STATE_FILE + ".new");
    try (BufferedWriter writer = Files.newBufferedWriter(fresh)) {
      properties.store(writer, "Read by 'sonde assemble' after the process was killed");
    }
    Files.move(
        fresh,
        directory.resolve(STATE_FILE),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Files of the sampler's ring with at least one chunk, oldest first. */
  List<Path> samplerParts() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(SAMPLER_PREFIX))
          .sorted(Comparator.comparingLong(ChunkFile::startNanos))
          .toList();
    }
  }

  /** Appends every finished chunk of the sampler's ring to a recording. */
  void appendSamples(Path recording) throws IOException {
    try (FileChannel out =
        FileChannel.open(recording, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      for (Path part : samplerParts()) {
        ChunkFile.appendFinished(part, out);
      }
    }
  }

  long sizeBytes() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException gone) {
      return 0;
    }
  }

  void delete() throws IOException {
    delete(directory);
  }

  /** Deletes a directory of files; it holds no directories. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }
}
