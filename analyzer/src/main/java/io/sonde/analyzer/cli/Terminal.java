package io.sonde.analyzer.cli;

import java.io.Console;

/** Whether people look at the output directly. */
final class Terminal {
  private Terminal() {}

  /**
   * True when input and output are a terminal. From JDK 22 on there is a console without one, and
   * only {@code Console.isTerminal}, which JDK 17 lacks, tells.
   */
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException olderJdk) {
      return true;
    } catch (ReflectiveOperationException unknown) {
      return false;
    }
  }
}
