package io.sonde.bootstrap;

/** Matches names of routes and pools: {@code *} stands for any characters, all else for itself. */
public final class NamePattern {
  private final String[] parts;

  public NamePattern(String pattern) {
    parts = pattern.split("\\*", -1);
  }

  public boolean matches(String name) {
    String first = parts[0];
    String last = parts[parts.length - 1];
    if (parts.length == 1) {
      return name.equals(first);
    }
    int from = first.length();
    int until = name.length() - last.length();
    if (from > until || !name.startsWith(first) || !name.endsWith(last)) {
      return false;
    }
    for (int i = 1; i < parts.length - 1; i++) {
      int found = name.indexOf(parts[i], from);
      if (found < 0 || found + parts[i].length() > until) {
        return false;
      }
      from = found + parts[i].length();
    }
    return true;
  }
}
