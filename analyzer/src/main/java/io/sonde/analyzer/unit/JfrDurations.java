package io.sonde.analyzer.unit;

/** Durations as JFR's settings write them. */
public final class JfrDurations {
  /** More digits would not fit. */
  private static final int MOST_DIGITS = 18;

  private JfrDurations() {}

  /** {@code 20 ms}, {@code 1 s}; 0 when it is no duration. */
  public static long nanos(String text) {
    String[] parts = text.strip().split("\\s+");
    if (parts.length != 2) {
      return 0;
    }
    long number = wholeNumber(parts[0]);
    return switch (parts[1]) {
      case "ns" -> number;
      case "us" -> number * 1_000;
      case "ms" -> number * 1_000_000;
      case "s" -> number * 1_000_000_000;
      case "m" -> number * 60_000_000_000L;
      case "h" -> number * 3_600_000_000_000L;
      default -> 0;
    };
  }

  /** 0 when the text is none. */
  public static long wholeNumber(String text) {
    if (text.isEmpty()
        || text.length() > MOST_DIGITS
        || !text.chars().allMatch(Character::isDigit)) {
      return 0;
    }
    return Long.parseLong(text);
  }
}
