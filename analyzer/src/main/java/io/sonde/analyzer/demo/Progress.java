package io.sonde.analyzer.demo;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Tells how far the demo is: one line per step and, on a terminal, a bar while a step takes. */
public final class Progress {
  private final PrintWriter out;
  private final boolean terminal;

  public Progress(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void step(String text) {
    out.println(text);
    out.flush();
  }

  /** A bar for a step of so many seconds, which disappears when it is closed. */
  Bar bar(String task, long seconds) {
    if (!terminal) {
      return new Bar(null);
    }
    return new Bar(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(seconds)
            .setUnit(" s", 1)
            .setStyle(ProgressBarStyle.ASCII)
            .hideEta()
            .clearDisplayOnFinish()
            .build());
  }

  /** Draws nothing where nobody looks. */
  static final class Bar implements AutoCloseable {
    private final @Nullable ProgressBar bar;

    private Bar(@Nullable ProgressBar bar) {
      this.bar = bar;
    }

    void at(double seconds) {
      if (bar != null) {
        bar.stepTo((long) Math.min(seconds, bar.getMax()));
      }
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }
}
