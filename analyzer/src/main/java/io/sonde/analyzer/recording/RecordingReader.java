package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Recording;
import java.nio.file.Path;
import java.util.List;

/** Reads files into one recording. What it cannot read it notes in the recording's quality. */
public interface RecordingReader {

  /**
   * Reads all inputs as one recording.
   *
   * @param inputs files, and folders whose {@code *.jfr} files are read
   * @throws UnreadableRecordingException when an input is missing or holds nothing readable
   */
  Recording read(List<Path> inputs, ReadingProgress progress) throws UnreadableRecordingException;
}
