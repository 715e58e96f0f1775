package io.sonde.analyzer.cli;

import io.sonde.analyzer.unit.PrintableText;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trace as tracing tools show it: its id, or the whole W3C header that holds it. Ids of 64 bits,
 * which B3 allows, stand in recordings with zeros before them.
 *
 * @param id 32 lower-case hex digits
 */
record TraceArgument(String id) {
  private static final Pattern FORM =
      Pattern.compile("(?:[0-9a-f]{2}-)?([0-9a-f]{32}|[0-9a-f]{16})(?:-[0-9a-f]{16}-[0-9a-f]{2})?");

  private static final int DIGITS = 32;

  /**
   * @throws UsageException when the text is no trace id
   */
  static TraceArgument parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new UsageException(
          "--trace "
              + PrintableText.shortened(text)
              + " is no trace id; copy its 32 or 16 hex digits from the tool that shows the trace.");
    }
    String digits = matcher.group(1);
    return new TraceArgument("0".repeat(DIGITS - digits.length()) + digits);
  }
}
