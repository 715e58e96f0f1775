package io.sonde.analyzer.cli;

import io.sonde.analyzer.aggregate.RankedRequests;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From when on a request is slow.
 *
 * @param nanos least duration, or 0 where a percentile says it
 * @param percent percentile of the requests, or 0 where a duration says it
 */
record SlownessArgument(String text, long nanos, double percent) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(us|ms|s)");
  private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,3})?)");
  private static final double LEAST_PERCENT = 50;
  private static final double MOST_PERCENT = 99.9;

  /**
   * @throws UsageException when the text is neither
   */
  static SlownessArgument parse(String text) {
    Matcher duration = DURATION.matcher(text);
    if (duration.matches()) {
      double unit =
          switch (duration.group(2)) {
            case "us" -> 1e3;
            case "ms" -> 1e6;
            default -> 1e9;
          };
      long nanos = Math.round(Double.parseDouble(duration.group(1)) * unit);
      return new SlownessArgument(text, nanos, 0);
    }
    Matcher percentile = PERCENTILE.matcher(text);
    if (percentile.matches()) {
      double percent = Double.parseDouble(percentile.group(1));
      if (percent >= LEAST_PERCENT && percent <= MOST_PERCENT) {
        return new SlownessArgument(text, 0, percent);
      }
    }
    throw new UsageException(
        "--slower-than "
            + text
            + " is no duration such as 250ms or 2s, and no percentile from p50 to p99.9.");
  }

  /** The least duration of a slow one among these requests, in nanoseconds. */
  long nanosOf(RankedRequests requests) {
    return percent > 0 ? requests.percentile(percent) : nanos;
  }
}
