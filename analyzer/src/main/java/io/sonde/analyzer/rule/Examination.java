package io.sonde.analyzer.rule;

import io.sonde.analyzer.aggregate.CallUse;
import io.sonde.analyzer.aggregate.CallUses;
import io.sonde.analyzer.aggregate.Stretches;
import io.sonde.analyzer.aggregate.ThreadActivity;
import io.sonde.analyzer.aggregate.WaitingTime;
import io.sonde.analyzer.model.Recording;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recording under examination, with what several rules ask of it and costs too much to be
 * computed by each: once, on first use. Not thread-safe.
 */
public final class Examination {
  private final Recording recording;
  private @Nullable WaitingTime waitingTime;
  private @Nullable Stretches stretches;
  private @Nullable List<CallUse> statements;
  private @Nullable List<CallUse> calls;
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

  /** When latency, load, pauses and the like were raised. */
  public Stretches stretches() {
    Stretches known = stretches;
    if (known == null) {
      known = Stretches.of(recording);
      stretches = known;
    }
    return known;
  }

  /** What requests did with SQL statements, the one that users waited for longest first. */
  public List<CallUse> statements() {
    List<CallUse> known = statements;
    if (known == null) {
      known = CallUses.of(recording, waitingTime(), recording.sql());
      statements = known;
    }
    return known;
  }

  /** The same of outgoing HTTP calls. */
  public List<CallUse> calls() {
    List<CallUse> known = calls;
    if (known == null) {
      known = CallUses.of(recording, waitingTime(), recording.httpCalls());
      calls = known;
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
