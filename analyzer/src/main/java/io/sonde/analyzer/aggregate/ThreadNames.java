package io.sonde.analyzer.aggregate;

import java.util.regex.Pattern;

/** Names of threads, most of which differ by a number only. */
public final class ThreadNames {
  /**
   * Hexadecimal words hold a digit and are as long as a hash at least; other numbers are digits.
   */
  public static final Pattern NUMBER =
      Pattern.compile("(?=[a-fA-F]*[0-9])[0-9a-fA-F]{8,}(-[0-9a-fA-F]{4,12})*|[0-9]+");

  private ThreadNames() {}

  /** The name with # for numbers and hashes: what the threads of one pool have in common. */
  public static String pattern(String name) {
    return NUMBER.matcher(name).replaceAll("#");
  }
}
