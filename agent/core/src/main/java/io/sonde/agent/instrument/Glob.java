package io.sonde.agent.instrument;

/**
 * Matches names against a pattern: {@code *} stands for any characters but a dot, {@code **} for
 * any characters, {@code ?} for one. No regular expressions: this runs for every class that is
 * loaded.
 */
final class Glob {
  private final String pattern;

  Glob(String pattern) {
    this.pattern = pattern;
  }

  boolean matches(String name) {
    return matches(0, name, 0);
  }

  private boolean matches(int at, String name, int from) {
    int p = at;
    int n = from;
    while (p < pattern.length()) {
      char expected = pattern.charAt(p);
      if (expected == '*') {
        boolean dots = p + 1 < pattern.length() && pattern.charAt(p + 1) == '*';
        return matchesStar(dots ? p + 2 : p + 1, name, n, dots);
      }
      if (n == name.length() || (expected != '?' && expected != name.charAt(n))) {
        return false;
      }
      p++;
      n++;
    }
    return n == name.length();
  }

  private boolean matchesStar(int rest, String name, int from, boolean dots) {
    for (int n = from; n <= name.length(); n++) {
      if (matches(rest, name, n)) {
        return true;
      }
      if (n < name.length() && !dots && name.charAt(n) == '.') {
        return false;
      }
    }
    return false;
  }
}
