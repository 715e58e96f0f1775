package io.sonde.analyzer.unit;

/** What a number counts. The id is what JSON carries; text comes from {@link Formats}. */
public enum Unit {
  NANOSECONDS("ns"),
  BYTES("B"),
  BYTES_PER_SECOND("B/s"),
  PER_SECOND("1/s"),
  /** Share of a whole: 0 to 1. */
  RATIO("ratio"),
  COUNT("count"),
  /** Words or a time stamp: evidence that is no quantity. */
  NONE("");

  private final String id;

  Unit(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }
}
