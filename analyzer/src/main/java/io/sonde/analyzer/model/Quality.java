package io.sonde.analyzer.model;

import java.util.List;

/**
 * What is known against the recording: whatever a reader lost, skipped or had to estimate.
 *
 * @param problems one entry for each thing lost or doubtful
 * @param stackSamples samples with a stack trace
 * @param truncatedStackSamples those of them whose stack trace was cut off
 */
public record Quality(List<Problem> problems, long stackSamples, long truncatedStackSamples) {

  /**
   * One loss.
   *
   * @param file the file concerned, or empty for the whole recording
   * @param what a sentence: what is missing and what follows from it
   * @param lostBytes bytes that could not be read, or 0
   * @param lostNanos recording time that they stood for, or 0 when unknown
   * @param lostShare share of what the sentence is about that was lost, 0 to 1, where neither bytes
   *     nor time tell it
   */
  public record Problem(
      Kind kind, String file, String what, long lostBytes, long lostNanos, double lostShare) {
    public Problem(Kind kind, String file, String what, long lostBytes, long lostNanos) {
      this(kind, file, what, lostBytes, lostNanos, 0);
    }
  }

  /** Kinds of loss, so that a rule need not read sentences. */
  public enum Kind {
    UNREADABLE_FILE,
    TRUNCATED_FILE,
    UNFINISHED_CHUNK,
    DAMAGED_CHUNK,
    LOST_EVENTS,
    UNKNOWN_FORMAT,
    OVERLAPPING_SOURCES,
    COARSENED,
    REPEATED_CHUNK,
    SEVERAL_JVMS,
    CLOCK_RESIDUAL,
    CLOCK_STEP,
    SAMPLER_FALLBACK,
    SETTINGS_CHANGED,
    AGENT_ERRORS,
    NOT_TRANSFORMED,
    TURNED_DOWN,
    RECORDING_ENDED_EARLY,
    /** The recording itself holds secrets; nothing was lost. */
    SECRETS
  }
}
