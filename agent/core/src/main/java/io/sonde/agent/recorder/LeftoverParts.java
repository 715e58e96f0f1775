package io.sonde.agent.recorder;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Parts that killed processes left beside the output. They wait a day for {@code sonde assemble}; a
 * living process touches its state file twice a minute, and where it runs on this host it is looked
 * for as well, in case it was stopped or its disk was full: none of its parts is ever taken.
 */
final class LeftoverParts {
  private static final Duration KEPT = Duration.ofHours(24);

  /** Twenty missed touches: the process that wrote it, in whatever container, is gone. */
  private static final Duration SURELY_DEAD = Duration.ofMinutes(10);

  /** Names that JFR gives its repositories: a time and the process id. */
  private static final String REPOSITORY = "\\d{4}(_\\d\\d){5}_\\d+";

  private LeftoverParts() {}

  /**
   * Deletes what is older than a day and, oldest first, what exceeds the budget.
   *
   * @param budgetBytes disk space that leftovers may take
   */
  static void clean(Path directory, long budgetBytes, Instant now) {
    try {
      long total = 0;
      for (Path parts : newestFirst(directory)) {
        Instant touched = touched(parts).toInstant();
        long bytes = sizeBytes(parts);
        boolean dead = touched.isBefore(now.minus(SURELY_DEAD)) && !isAlive(parts);
        if (dead && (touched.isBefore(now.minus(KEPT)) || total + bytes > budgetBytes)) {
          delete(parts);
        } else {
          total += bytes;
        }
      }
    } catch (IOException unreadable) {
      // Cleaning up is a courtesy: what cannot be read or deleted stays.
    }
  }

  private static List<Path> newestFirst(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> entry.getFileName().toString().endsWith(PartsDirectory.SUFFIX))
          .filter(entry -> Files.isRegularFile(entry.resolve(PartsDirectory.STATE_FILE)))
          .sorted(Comparator.comparing(LeftoverParts::touched).reversed())
          .toList();
    }
  }

  private static FileTime touched(Path parts) {
    try {
      return Files.getLastModifiedTime(parts.resolve(PartsDirectory.STATE_FILE));
    } catch (IOException gone) {
      return FileTime.from(Instant.MAX);
    }
  }

  /** A process of this host with the same id and start time. */
  private static boolean isAlive(Path parts) throws IOException {
    Properties state = state(parts);
    String pid = state.getProperty("pid", "");
    return pid.matches("\\d{1,18}")
        && state.getProperty("host", "").equals(ProcessStart.host())
        && Long.toString(ProcessStart.millis(Long.parseLong(pid)))
            .equals(state.getProperty("processStartMillis"));
  }

  private static Properties state(Path parts) throws IOException {
    Properties state = new Properties();
    try (BufferedReader reader =
        Files.newBufferedReader(parts.resolve(PartsDirectory.STATE_FILE))) {
      state.load(reader);
    }
    return state;
  }

  private static void delete(Path parts) throws IOException {
    Properties state = state(parts);
    Path repository = repository(state);
    if (repository != null) {
      PartsDirectory.delete(repository);
    }
    PartsDirectory.delete(parts);
  }

  private static @org.jspecify.annotations.Nullable Path repository(Properties state) {
    String name = state.getProperty("repository", "");
    Path path = Path.of(name);
    boolean ours =
        !name.isEmpty()
            && path.getFileName().toString().matches(REPOSITORY)
            && name.endsWith("_" + state.getProperty("pid"))
            && Files.isDirectory(path);
    return ours ? path : null;
  }

  private static long sizeBytes(Path parts) throws IOException {
    try (Stream<Path> files = Files.list(parts)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
