package io.sonde.analyzer.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a command's result goes: a file, or standard output for {@code -}. */
final class Output {
  static final String STANDARD = "-";

  private Output() {}

  /** Writes one result. */
  @FunctionalInterface
  interface Content {
    void write(Appendable out) throws IOException;
  }

  /** Writes one result that is no text. */
  @FunctionalInterface
  interface BinaryContent {
    void write(OutputStream out) throws IOException;
  }

  /**
   * @throws UsageException when the file cannot be written
   */
  static void write(String target, PrintWriter standard, Content content) {
    try {
      if (target.equals(STANDARD)) {
        content.write(standard);
        standard.flush();
      } else {
        write(Path.of(target), content);
      }
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  /**
   * @throws UsageException when the file cannot be written, or is standard output: a terminal would
   *     show the bytes
   */
  static void writeBinary(String target, BinaryContent content) {
    if (target.equals(STANDARD)) {
      throw new UsageException(
          "this format is not text, so that standard output is no place for it; name a file, or"
              + " /dev/stdout for a pipe.");
    }
    try {
      writeBinary(Path.of(target), content);
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  static void write(Path file, Content content) throws IOException {
    writeBinary(
        file,
        out -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          content.write(writer);
          writer.flush();
        });
  }

  /** Writes beside the target first, so that what was there stays until all is written. */
  private static void writeBinary(Path file, BinaryContent content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      stream(file, content); // a pipe or a device
      return;
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      stream(unfinished, content);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static void stream(Path file, BinaryContent content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      content.write(out);
    }
  }

  private static UsageException unwritable(String target, IOException e) {
    return new UsageException(
        target + " cannot be written: " + reason(e) + "; choose another path.", e);
  }

  /**
   * @throws UsageException when the target is one of the files that are read
   */
  static void refuseInputs(@Nullable String target, List<Path> inputs) {
    if (target == null || target.equals(STANDARD)) {
      return;
    }
    Path file = Path.of(target);
    for (Path input : inputs) {
      if (isSame(file, input)) {
        throw new UsageException(
            target + " is what is being read and would be overwritten; name another file.");
      }
    }
  }

  private static boolean isSame(Path file, Path input) {
    try {
      return Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input);
    } catch (IOException unknown) {
      return false;
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "its folder does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
