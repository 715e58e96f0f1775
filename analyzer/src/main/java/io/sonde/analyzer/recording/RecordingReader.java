package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Recording;
import java.nio.file.Path;
import java.util.List;

/** Reads files into one recording. What it cannot read it notes in the recording's quality. */
public interface RecordingReader {

  /**
   * Reads all inputs as one recording of one JVM. Where they come from several, they are told apart
   * by host, process id and start, and only one JVM's chunks are used.
   *
   * @param inputs files, and folders whose {@code *.jfr} files are read
   * @param jvm which one: its process id, pid@host, host, a part of its main class or jar, or the
   *     beginning of its start's time; empty for the one with most bytes, which the quality then
   *     notes together with the others
   * @throws UnreadableRecordingException when an input is missing or holds nothing readable, or
   *     when no JVM or more than one is meant
   */
  Recording read(List<Path> inputs, String jvm, ReadingProgress progress)
      throws UnreadableRecordingException;

  /** Reads the JVM with most bytes. */
  default Recording read(List<Path> inputs, ReadingProgress progress)
      throws UnreadableRecordingException {
    return read(inputs, "", progress);
  }
}
