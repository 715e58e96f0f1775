package io.sonde.agent.sampler;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import one.profiler.AsyncProfiler;
import org.jspecify.annotations.Nullable;

/** Loads async-profiler's library once per JVM; it stays loaded and is used again. */
final class NativeLibrary {
  private static final String FILE = "libasyncProfiler.so";

  private static @Nullable AsyncProfiler loaded;

  private NativeLibrary() {}

  /**
   * Loads the library unless it is loaded.
   *
   * @param directories where the library may be unpacked, tried in order; the file is deleted as
   *     soon as it is loaded
   */
  static synchronized AsyncProfiler load(List<Path> directories)
      throws SamplerUnavailableException {
    if (loaded != null) {
      return loaded;
    }
    String resource = "/" + platform() + "/" + FILE;
    Throwable last = null;
    for (Path directory : directories) {
      try {
        return loaded = load(resource, directory);
      } catch (IOException | LinkageError | RuntimeException refused) {
        last = refused;
      }
    }
    throw new SamplerUnavailableException(
        "its native library cannot be loaded from "
            + directories.get(directories.size() - 1)
            + " ("
            + reason(last)
            + ")",
        last);
  }

  private static AsyncProfiler load(String resource, Path directory) throws IOException {
    try (InputStream in = AsyncProfiler.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("there is none for this platform");
      }
      Path file = newFile(directory);
      try {
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        return AsyncProfiler.getInstance(file.toString());
      } finally {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Readable by nobody else, and never a file or link that is there already. Files.createTempFile
   * does the same after 40 ms in which it loads a secure random generator.
   */
  private static Path newFile(Path directory) throws IOException {
    String name =
        "libsonde-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
    Set<PosixFilePermission> owner =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    return Files.createFile(
        directory.resolve(name + ".so"), PosixFilePermissions.asFileAttribute(owner));
  }

  private static String platform() throws SamplerUnavailableException {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    if (os.contains("mac")) {
      return "macos";
    }
    if (os.contains("linux") && arch.equals("amd64")) {
      return "linux-x64";
    }
    if (os.contains("linux") && arch.equals("aarch64")) {
      return "linux-arm64";
    }
    throw new SamplerUnavailableException(
        "it has no native library for " + os + " on " + arch, new UnsatisfiedLinkError(os));
  }

  private static String reason(Throwable failure) {
    String message = failure == null ? null : failure.getMessage();
    if (failure instanceof java.nio.file.NoSuchFileException) {
      return "the directory does not exist";
    }
    if (failure instanceof java.nio.file.AccessDeniedException) {
      return "the directory is not writable";
    }
    return message == null ? String.valueOf(failure) : message.replaceAll("\\s+", " ");
  }
}
