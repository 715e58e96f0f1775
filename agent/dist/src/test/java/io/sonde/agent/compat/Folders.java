package io.sonde.agent.compat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies of folders. */
final class Folders {
  private Folders() {}

  /** With all that is below; the target may be there, and be empty. */
  static void copy(Path folder, Path target) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.toList()) {
        Path copy = target.resolve(folder.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(each, copy);
        }
      }
    }
  }
}
