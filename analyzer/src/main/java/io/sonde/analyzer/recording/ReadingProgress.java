package io.sonde.analyzer.recording;

/** Is told how far a reader has come; called from one thread at a time. */
@FunctionalInterface
public interface ReadingProgress {
  ReadingProgress NONE = (doneBytes, totalBytes) -> {};

  void advanced(long doneBytes, long totalBytes);
}
