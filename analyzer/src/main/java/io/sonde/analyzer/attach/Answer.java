package io.sonde.analyzer.attach;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the agent answered to one command.
 *
 * @param values as docs/attach.md lists them
 */
public record Answer(Map<String, String> values) {
  public @Nullable String value(String key) {
    return values.get(key);
  }

  public String text(String key) {
    return values.getOrDefault(key, "");
  }

  /** A number, or 0 when the agent did not tell. */
  public long number(String key) {
    String text = text(key);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
