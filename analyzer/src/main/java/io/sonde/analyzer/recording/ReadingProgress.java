package io.sonde.analyzer.recording;

/** Is told how far a reader has come; called from the reader's thread. */
@FunctionalInterface
public interface ReadingProgress {
  ReadingProgress NONE = (doneBytes, totalBytes) -> {};

  void advanced(long doneBytes, long totalBytes);
}
