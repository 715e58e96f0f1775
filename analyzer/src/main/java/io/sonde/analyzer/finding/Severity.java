package io.sonde.analyzer.finding;

import java.util.Locale;

/** How bad a finding is, mildest first. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  /** The word in JSON and on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
