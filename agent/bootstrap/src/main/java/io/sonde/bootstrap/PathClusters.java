package io.sonde.bootstrap;

/**
 * Paths without a template: segments that name a thing instead of a kind of thing become {@code
 * {id}}, so that one route is one name and no identifier is recorded.
 */
final class PathClusters {
  /** Segments kept; deeper paths end in an asterisk. Our choice. */
  private static final int MOST_SEGMENTS = 6;

  /** No word of a path is so long; tokens and hashes are. Our choice. */
  private static final int LONGEST_WORD = 24;

  private static final String ID = "{id}";

  private PathClusters() {}

  static String cluster(String path) {
    if (path == null || path.isEmpty()) {
      return "/";
    }
    StringBuilder out = new StringBuilder(path.length());
    int segments = 0;
    int at = 0;
    while (at < path.length()) {
      int end = path.indexOf('/', at);
      end = end < 0 ? path.length() : end;
      int word = parameterStart(path, at, end);
      if (word > at) {
        if (segments++ == MOST_SEGMENTS) {
          return out.append("/*").toString();
        }
        out.append('/');
        if (isId(path, at, word)) {
          out.append(ID);
        } else {
          out.append(path, at, word);
        }
      }
      at = end + 1;
    }
    return out.length() == 0 ? "/" : out.toString();
  }

  /** Matrix parameters such as {@code ;jsessionid=…} are secrets and no part of a route. */
  private static int parameterStart(String path, int from, int end) {
    int semicolon = path.indexOf(';', from);
    return semicolon >= 0 && semicolon < end ? semicolon : end;
  }

  /** A digit is in numbers, dates, UUIDs, hashes; {@code v1} to {@code v99} are versions. */
  private static boolean isId(String path, int from, int end) {
    if (end - from > LONGEST_WORD) {
      return true;
    }
    boolean version = path.charAt(from) == 'v' && end - from >= 2 && end - from <= 3;
    for (int i = from; i < end; i++) {
      char c = path.charAt(i);
      if (c == '%' || c == '@' || c >= '0' && c <= '9' && !(version && i > from)) {
        return true;
      }
    }
    return false;
  }
}
