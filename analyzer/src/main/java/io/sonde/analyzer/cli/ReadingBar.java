package io.sonde.analyzer.cli;

import io.sonde.analyzer.recording.ReadingProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Bytes read, rate and time left: on a terminal, and only when reading takes a moment. */
final class ReadingBar implements ReadingProgress, AutoCloseable {
  private static final long MEGABYTE = 1_000_000;

  /** Smaller recordings are read before anybody could look. */
  private static final long SMALLEST_BYTES = 20 * MEGABYTE;

  private final boolean terminal;
  private @Nullable ProgressBar bar;

  private ReadingBar(boolean terminal) {
    this.terminal = terminal;
  }

  static ReadingBar onTerminal() {
    return new ReadingBar(Terminal.isInteractive());
  }

  @Override
  public void advanced(long doneBytes, long totalBytes) {
    if (!terminal || totalBytes < SMALLEST_BYTES) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Reading")
              .setInitialMax(totalBytes)
              .setUnit(" MB", MEGABYTE)
              .showSpeed()
              .setStyle(ProgressBarStyle.ASCII)
              .clearDisplayOnFinish()
              .build();
    }
    bar.stepTo(doneBytes);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
