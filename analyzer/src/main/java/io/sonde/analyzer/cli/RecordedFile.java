package io.sonde.analyzer.cli;

import io.sonde.analyzer.unit.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How a written recording is told to the user. */
final class RecordedFile {
  private RecordedFile() {}

  static String describe(Path file) {
    try {
      return file + " (" + Formats.bytes(Files.size(file)) + ")";
    } catch (IOException inAnotherContainer) {
      return file.toString();
    }
  }
}
