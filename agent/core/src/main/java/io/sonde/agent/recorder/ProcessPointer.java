package io.sonde.agent.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@code sonde assemble PID} where a process keeps its parts: a file named by the process id
 * in a directory of the user's own below the temporary directory. Without it the user names the
 * parts' directory.
 */
final class ProcessPointer {
  static final String DIRECTORY_PREFIX = "sonde_";

  private final @Nullable Path file;

  private ProcessPointer(@Nullable Path file) {
    this.file = file;
  }

  static ProcessPointer write(Path parts) {
    try {
      Path directory = directory();
      Path file = directory.resolve(Long.toString(ProcessHandle.current().pid()));
      Files.deleteIfExists(file);
      Files.writeString(file, parts.toAbsolutePath().toString());
      return new ProcessPointer(file);
    } catch (IOException | RuntimeException refused) {
      return new ProcessPointer(null);
    }
  }

  void delete() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }

  private static Path directory() throws IOException {
    Path directory =
        Path.of(System.getProperty("java.io.tmpdir"))
            .resolve(DIRECTORY_PREFIX + System.getProperty("user.name"));
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    if (!Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS)
        .getName()
        .equals(System.getProperty("user.name"))) {
      throw new IOException(directory + " belongs to somebody else");
    }
    return directory;
  }
}
