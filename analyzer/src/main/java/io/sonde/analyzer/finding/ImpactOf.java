package io.sonde.analyzer.finding;

import java.util.Locale;

/** The whole that a finding's impact is a share of. */
public enum ImpactOf {
  /** What users waited for: requests' wall time. */
  WAITING_TIME("of the waiting time"),
  /** CPU time of the JVM. */
  CPU_TIME("of the JVM's CPU time"),
  /** Elapsed time in which all threads stood still. */
  ELAPSED_TIME("of the elapsed time"),
  /** What is left of a day after the heap is full, at the measured rate. */
  NEXT_DAY("of the next 24 h");

  private final String words;

  ImpactOf(String words) {
    this.words = words;
  }

  /** As it follows a share in a sentence. */
  public String words() {
    return words;
  }

  /** The word in JSON. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
