package io.sonde.analyzer.finding;

import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * One number that proves a finding.
 *
 * @param text words instead of a number (unit NONE), else empty
 * @param threshold the limit that the value is held against, in the same unit; null when none
 */
public record Evidence(
    String label, double value, Unit unit, @Nullable Double threshold, String text) {

  /** Label of a statement's whole normalised text, by which a plan is found for it. */
  public static final String STATEMENT = "statement";

  /** Label of the collections that a finding is about. */
  public static final String COLLECTIONS = "collections";

  /** Label of those that code or tools asked for, where they are no part of the finding. */
  public static final String ASKED_COLLECTIONS = "set aside: collections asked for";

  /** Label of the use of the processors while something queued, with the use that is full. */
  public static final String PROCESSORS = "processors in use";

  public static Evidence of(String label, double value, Unit unit) {
    return new Evidence(label, value, unit, null, "");
  }

  public static Evidence of(String label, double value, Unit unit, double threshold) {
    return new Evidence(label, value, unit, threshold, "");
  }

  public static Evidence text(String label, String text) {
    return new Evidence(label, Double.NaN, Unit.NONE, null, text);
  }

  /** The value as people read it: {@code 41.2 %}. */
  public String formatted() {
    return text.isEmpty() ? Formats.format(value, unit) : text;
  }
}
