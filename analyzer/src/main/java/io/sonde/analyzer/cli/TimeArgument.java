package io.sonde.analyzer.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A point in time on the command line.
 *
 * @param nanos since the epoch, or since the recording's start
 */
record TimeArgument(String text, long nanos, boolean sinceStart) {
  private static final Pattern OFFSET = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");

  /**
   * @throws UsageException when the text is no time
   */
  static TimeArgument parse(String option, String text) {
    Matcher offset = OFFSET.matcher(text);
    if (offset.matches()) {
      double unit =
          switch (offset.group(2)) {
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 3600e9;
          };
      return new TimeArgument(text, (long) (Double.parseDouble(offset.group(1)) * unit), true);
    }
    try {
      Instant time = Instant.parse(text);
      return new TimeArgument(text, time.getEpochSecond() * 1_000_000_000L + time.getNano(), false);
    } catch (DateTimeParseException e) {
      throw new UsageException(
          option
              + " "
              + text
              + " is no time; write 90s or 5m after the recording's start, or an instant such as"
              + " 2026-01-31T12:00:00Z.",
          e);
    }
  }

  long epochNanos(long startNanos) {
    return sinceStart ? startNanos + nanos : nanos;
  }
}
