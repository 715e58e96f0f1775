package io.sonde.analyzer.rule;

import io.sonde.analyzer.aggregate.ThreadActivity;
import io.sonde.analyzer.aggregate.WaitingTime;
import io.sonde.analyzer.model.Recording;
import org.jspecify.annotations.Nullable;

/**
 * One recording under examination, with what several rules ask of it and costs too much to be
 * computed by each: once, on first use. Not thread-safe.
 */
public final class Examination {
  private final Recording recording;
  private @Nullable WaitingTime waitingTime;
  private @Nullable ThreadActivity threadActivity;

  public Examination(Recording recording) {
    this.recording = recording;
  }

  public Recording recording() {
    return recording;
  }

  /** What users waited for. */
  public WaitingTime waitingTime() {
    WaitingTime known = waitingTime;
    if (known == null) {
      known = WaitingTime.of(recording);
      waitingTime = known;
    }
    return known;
  }

  /** What threads did, in requests or not. */
  public ThreadActivity threadActivity() {
    ThreadActivity known = threadActivity;
    if (known == null) {
      known = ThreadActivity.of(recording);
      threadActivity = known;
    }
    return known;
  }
}
