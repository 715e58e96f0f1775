package io.sonde.analyzer.attach;

/** A {@link BusyProgram} by a name that no other test's JVM has: several tests run at once. */
final class LonelyProgram {
  private LonelyProgram() {}

  public static void main(String[] args) throws Exception {
    BusyProgram.main(args);
  }
}
