package io.sonde.agent.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service level objective, as {@code slo} names it.
 *
 * @param text as the user wrote it
 * @param target share of requests that are to be good, from 0 to 1, exclusively
 * @param routes {@code *} stands for any characters
 * @param boundNanos longest duration of a good request
 */
public record ServiceLevel(String text, double target, String routes, long boundNanos) {
  static final String FORM = "objectives such as 99%(GET /checkout)<500ms or 99.9%(*)<2s";

  private static final Pattern FORMS = Pattern.compile("([\\d.]+%) *\\((.+)\\) *< *(.+)");

  /** Throws IllegalArgumentException where the text is none. */
  static ServiceLevel parse(String text) {
    Matcher parts = FORMS.matcher(text.trim());
    if (parts.matches()) {
      double target = (Double) ValueType.SHARE.parse(parts.group(1));
      long bound = (Long) ValueType.DURATION.parse(parts.group(3).trim());
      if (target > 0 && target < 1 && bound > 0) {
        return new ServiceLevel(text.trim(), target, parts.group(2).trim(), bound);
      }
    }
    throw new IllegalArgumentException(FORM);
  }
}
