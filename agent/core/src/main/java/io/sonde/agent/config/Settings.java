package io.sonde.agent.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The value of every key, and what was wrong with what the user gave.
 *
 * @param texts the text in effect for each key
 * @param problems one sentence per unknown key or bad value; the default is used there
 */
public record Settings(Map<Key, String> texts, List<String> problems) {
  public Settings {
    texts = java.util.Collections.unmodifiableMap(new EnumMap<>(texts));
    problems = List.copyOf(problems);
  }

  public boolean flag(Key key) {
    return (Boolean) value(key);
  }

  /** A count; nanoseconds for durations, bytes for sizes, the distance N for timing. */
  public long number(Key key) {
    return (Long) value(key);
  }

  /** From 0 to 1. */
  public double share(Key key) {
    return (Double) value(key);
  }

  public String text(Key key) {
    return (String) value(key);
  }

  @SuppressWarnings("unchecked") // ValueType.LIST yields strings
  public List<String> list(Key key) {
    return (List<String>) value(key);
  }

  @SuppressWarnings("unchecked") // ValueType.CONDITIONS yields these
  public List<DumpCondition> conditions(Key key) {
    return (List<DumpCondition>) value(key);
  }

  @SuppressWarnings("unchecked") // ValueType.OBJECTIVES yields these
  public List<ServiceLevel> objectives(Key key) {
    return (List<ServiceLevel>) value(key);
  }

  private Object value(Key key) {
    return key.type().parse(texts.getOrDefault(key, key.defaultText()));
  }
}
