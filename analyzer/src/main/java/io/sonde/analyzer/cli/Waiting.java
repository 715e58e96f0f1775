package io.sonde.analyzer.cli;

import io.sonde.analyzer.attach.Jvm;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Lets time pass while a JVM is recorded, with a bar on a terminal and nothing in a pipe. */
final class Waiting {
  private static final long STEP_MILLIS = 200;

  private final Jvm jvm;
  private final Interruption interruption;

  Waiting(Jvm jvm, Interruption interruption) {
    this.jvm = jvm;
    this.interruption = interruption;
  }

  /** Returns after the time or the user's request to end; false when the JVM has gone. */
  boolean await(Duration duration) {
    long end = System.nanoTime() + duration.toNanos();
    try (ProgressBar bar = bar(duration)) {
      long left = duration.toMillis();
      while (left > 0) {
        if (ProcessHandle.of(jvm.pid()).filter(ProcessHandle::isAlive).isEmpty()) {
          return false;
        }
        if (interruption.await(Math.min(left, STEP_MILLIS))) {
          return true;
        }
        left = (end - System.nanoTime()) / 1_000_000;
        if (bar != null) {
          bar.stepTo((duration.toMillis() - Math.max(0, left)) / 1000);
        }
      }
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private @Nullable ProgressBar bar(Duration duration) {
    if (!Terminal.isInteractive()) {
      return null;
    }
    return new ProgressBarBuilder()
        .setTaskName("Recording " + TargetJvm.label(jvm))
        .setInitialMax(duration.toSeconds())
        .setUnit(" s", 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis((int) STEP_MILLIS)
        .hideEta()
        .clearDisplayOnFinish()
        .build();
  }
}
