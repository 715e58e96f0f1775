package io.sonde.analyzer.model;

/**
 * Of more requests than fit, those whose id's hash begins with so many zeros are kept: each zero
 * halves them. So what is kept depends neither on the order of events nor on how chunks were read.
 */
final class KeptIds {
  /** Halved so often, nothing worth keeping is left. */
  static final int MOST_HALVINGS = 32;

  /** 2^64 over the golden ratio: ids that follow each other fall far apart. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private KeptIds() {}

  static boolean contain(long id, int halvings) {
    return Long.numberOfLeadingZeros(id * SPREAD) >= halvings;
  }
}
