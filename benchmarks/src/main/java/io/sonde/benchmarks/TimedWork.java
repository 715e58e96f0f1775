package io.sonde.benchmarks;

/** The short method that every tool under test is asked to time. */
public final class TimedWork {
  private TimedWork() {}

  /** About 8 ns: a chain of multiplications, each of which waits for the one before. */
  public static long timed(long seed) {
    long x = seed;
    for (int i = 0; i < 9; i++) {
      x = x * 0x5851_F42D_4C95_7F2DL + 0x1405_7B7E_F767_814FL;
    }
    return x;
  }
}
