package io.sonde.analyzer.cli;

/** What the process returns; part of the command line's contract. */
public final class ExitCode {
  public static final int DONE = 0;

  /** A condition that was asked for holds ({@code --fail-on}). */
  public static final int CONDITION_HOLDS = 1;

  public static final int USAGE = 2;

  /** A recording, a process or another input cannot be read or reached. */
  public static final int INPUT = 3;

  /** A defect of Sonde. */
  public static final int DEFECT = 70;

  private ExitCode() {}
}
