package io.sonde.analyzer.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * What the user named, as plain files: folders and patterns become the recordings that they stand
 * for; {@code -}, gzip and LZ4 frames become temporary files, which {@link #close} deletes.
 */
final class InputFiles implements AutoCloseable {
  private static final String PATTERN_CHARACTERS = ".*[*?\\[{].*";

  private final List<InputFile> files = new ArrayList<>();
  private final List<Path> temporary = new ArrayList<>();
  private final List<UnreadableRecordingException> refused = new ArrayList<>();

  /**
   * @param name as the user gave it, for messages
   * @param fromFolder true when the user named only the folder, so that the others in it may stand
   *     for this one
   */
  record InputFile(String name, Path path, boolean fromFolder) {}

  static InputFiles of(List<Path> inputs) throws UnreadableRecordingException {
    InputFiles result = new InputFiles();
    try {
      for (Path input : inputs) {
        result.add(input);
      }
      return result;
    } catch (UnreadableRecordingException | RuntimeException e) {
      result.close();
      throw e;
    }
  }

  List<InputFile> files() {
    return files;
  }

  /** Why files inside of folders could not even be opened. */
  List<UnreadableRecordingException> refused() {
    return refused;
  }

  @Override
  public void close() {
    for (Path path : temporary) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException leftBehind) {
        path.toFile().deleteOnExit();
      }
    }
  }

  private void add(Path input) throws UnreadableRecordingException {
    if (input.toString().equals("-")) {
      files.add(new InputFile("standard input", copied("standard input", System.in), false));
    } else if (!Files.exists(input) && input.toString().matches(PATTERN_CHARACTERS)) {
      addPattern(input);
    } else if (!Files.exists(input)) {
      throw new UnreadableRecordingException(
          input + " does not exist; give the path of a .jfr recording.");
    } else if (Files.isDirectory(input)) {
      addFolder(input);
    } else {
      addFile(input, false);
    }
  }

  /** A pattern that no shell expanded, of the last part of a path. */
  private void addPattern(Path pattern) throws UnreadableRecordingException {
    Path folder = pattern.getParent();
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder == null ? Path.of("") : folder, String.valueOf(pattern.getFileName()))) {
      entries.forEach(found::add);
    } catch (PatternSyntaxException | NoSuchFileException | NotDirectoryException nothing) {
      found.clear();
    } catch (IOException | DirectoryIteratorException e) {
      throw unreadable(pattern.toString(), e instanceof IOException io ? io : new IOException(e));
    }
    if (found.isEmpty()) {
      throw new UnreadableRecordingException(
          pattern + " matches no file; give the path of a .jfr recording.");
    }
    found.sort(Comparator.naturalOrder());
    for (Path file : found) {
      addFile(file, false);
    }
  }

  private void addFolder(Path folder) throws UnreadableRecordingException {
    List<Path> recordings;
    try (Stream<Path> entries = Files.list(folder)) {
      recordings =
          entries
              .filter(entry -> isRecording(entry.getFileName().toString()))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    } catch (IOException e) {
      throw unreadable(folder.toString(), e);
    }
    if (recordings.isEmpty()) {
      throw new UnreadableRecordingException(
          folder
              + " is a folder without .jfr files; give a recording, or a folder that holds some.");
    }
    for (Path recording : recordings) {
      try {
        addFile(recording, true);
      } catch (UnreadableRecordingException one) {
        refused.add(one);
      }
    }
  }

  private static boolean isRecording(String fileName) {
    return fileName.endsWith(".jfr")
        || fileName.endsWith(".jfr.gz")
        || fileName.endsWith(".jfr.lz4");
  }

  private void addFile(Path file, boolean fromFolder) throws UnreadableRecordingException {
    String name = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new UnreadableRecordingException(
          name + " is no regular file; pipe it in with - as the file name.");
    }
    try {
      byte[] start = start(file);
      if (start.length == 0) {
        throw new UnreadableRecordingException(
            name
                + " is empty; the recording was not written yet or the disk was full: dump or stop"
                + " it, then try again.");
      }
      if (Compression.of(start) != Compression.NONE) {
        try (InputStream in = Files.newInputStream(file)) {
          files.add(new InputFile(name, copied(name, in), fromFolder));
        }
      } else {
        files.add(new InputFile(name, file, fromFolder));
      }
    } catch (UnreadableRecordingException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private Path copied(String name, InputStream raw) throws UnreadableRecordingException {
    try {
      InputStream in = Compression.opened(raw);
      Path copy = Files.createTempFile("sonde-input-", ".jfr");
      temporary.add(copy);
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      if (Files.size(copy) == 0) {
        throw new UnreadableRecordingException(
            name + " is empty; pipe a .jfr recording into the command.");
      }
      return copy;
    } catch (UnreadableRecordingException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /** Read, since the size says nothing about whether a file can be read. */
  private static byte[] start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Compression.MAGIC_BYTES);
    }
  }

  static UnreadableRecordingException unreadable(String name, IOException e) {
    if (e instanceof AccessDeniedException) {
      return new UnreadableRecordingException(
          name + " cannot be read: permission denied; make it readable for this user.", e);
    }
    String reason =
        e instanceof FileSystemException system && system.getReason() != null
            ? system.getReason()
            : String.valueOf(e.getMessage());
    return new UnreadableRecordingException(
        name + " cannot be read: " + reason + "; check the file and copy it again.", e);
  }
}
