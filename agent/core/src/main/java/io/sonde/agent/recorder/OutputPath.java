package io.sonde.agent.recorder;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;

/**
 * Names of recordings. A file that exists is never overwritten: the new one gets a number before
 * its extension, {@code sonde-1.jfr}, {@code sonde-1-1.jfr}, {@code sonde-1-2.jfr}.
 */
final class OutputPath {
  private static final String EXTENSION = ".jfr";

  private OutputPath() {}

  /** Replaces %p by the process id, %t by the time, %% by a percent sign. */
  static Path expand(String pattern, long pid, Supplier<LocalDateTime> time) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      char next = i + 1 < pattern.length() ? pattern.charAt(i + 1) : 0;
      switch (c == '%' ? next : 0) {
        case 'p' -> name.append(pid);
        case 't' -> name.append(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(time.get()));
        case '%' -> name.append('%');
        default -> {
          name.append(c);
          i--;
        }
      }
      i++;
    }
    return Path.of(name.toString()).toAbsolutePath().normalize();
  }

  /** The path itself, or the first with a number that neither exists nor has parts beside it. */
  static Path unused(Path wanted) {
    for (int n = 0; ; n++) {
      Path candidate = numbered(wanted, n);
      if (!Files.exists(candidate) && !Files.exists(PartsDirectory.beside(candidate))) {
        return candidate;
      }
    }
  }

  /**
   * Gives a finished file its name, atomically and without overwriting another.
   *
   * @return the name that it got
   */
  static Path publish(Path finished, Path wanted) throws IOException {
    for (int n = 0; ; n++) {
      Path candidate = numbered(wanted, n);
      try {
        Files.createLink(candidate, finished);
        Files.delete(finished);
        return candidate;
      } catch (FileAlreadyExistsException taken) {
        continue;
      } catch (IOException | UnsupportedOperationException noLinks) {
        if (!Files.exists(candidate)) {
          return Files.move(finished, candidate);
        }
      }
    }
  }

  private static Path numbered(Path path, int n) {
    if (n == 0) {
      return path;
    }
    String name = path.getFileName().toString();
    String stem =
        name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    return path.resolveSibling(stem + "-" + n + name.substring(stem.length()));
  }
}
