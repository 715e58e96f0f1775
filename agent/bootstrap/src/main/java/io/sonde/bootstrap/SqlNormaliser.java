package io.sonde.bootstrap;

/**
 * Takes the values out of a statement: strings, numbers and what else is a literal become {@code
 * ?}, lists of them {@code (?…)}, comments go, white space becomes one blank. What it cannot read
 * to its end, such as a string without end, is taken for a literal, so that no value gets out.
 */
class SqlNormaliser {
  static final String STRING = "string";
  static final String INTEGER = "integer";
  static final String DECIMAL = "decimal";
  static final String BOOLEAN = "boolean";

  /** Longer texts are cut; our choice. */
  private static final int LONGEST = 2_000;

  private static final String VALUE = "?";
  private static final String VALUES = "(?…)";

  final String sql;
  final StringBuilder out;

  /** Where it reads. */
  int at;

  SqlNormaliser(String sql) {
    this.sql = sql;
    this.out = new StringBuilder(Math.min(sql.length(), LONGEST));
  }

  static String normalise(String sql) {
    return new SqlNormaliser(sql).run();
  }

  final String run() {
    while (at < sql.length() && out.length() < LONGEST) {
      next();
    }
    int length = out.length();
    if (length > 0 && out.charAt(length - 1) == ' ') {
      out.setLength(length - 1);
    }
    if (at < sql.length()) {
      out.append('…');
    }
    return out.toString();
  }

  private void next() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
      blank();
    } else if (sql.startsWith("--", at) || c == '#' && at > 0 && isBlankBefore()) {
      at = end("\n", at);
      blank();
    } else if (sql.startsWith("/*", at)) {
      at = end("*/", at + 2);
      blank();
    } else if (c == '\'') {
      at = quoted('\'');
      literal(STRING, "");
    } else if (c == '"' && SqlText.stringsInDoubleQuotes()) {
      at = quoted('"');
      literal(STRING, "");
    } else if (c == '"' || c == '`') {
      int end = quoted(c);
      out.append(sql, at, end);
      at = end;
    } else if (c == '$' && dollarQuote() > 0) {
      at = end(sql.substring(at, dollarQuote()), dollarQuote());
      literal(STRING, "");
    } else if (isDigit(c) && !isPartOfName()) {
      number();
    } else if (c == '?') {
      at++;
      parameter();
    } else if (Character.isJavaIdentifierStart(c)) {
      word();
    } else {
      at++;
      out.append(c);
      if (c == ')') {
        foldList();
      }
    }
  }

  private boolean isBlankBefore() {
    return Character.isWhitespace(sql.charAt(at - 1));
  }

  private void blank() {
    int length = out.length();
    if (length > 0 && out.charAt(length - 1) != ' ' && out.charAt(length - 1) != '(') {
      out.append(' ');
    }
  }

  /** A prefix of a string, such as N, E, X or U&, belongs to it; a sign does not. */
  private void word() {
    int end = at;
    while (end < sql.length() && isNamePart(sql.charAt(end))) {
      end++;
    }
    boolean prefix = end - at <= 2 && end < sql.length() && sql.charAt(end) == '\'';
    if (prefix) {
      at = end;
      return;
    }
    String word = sql.substring(at, end);
    at = end;
    if (word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")) {
      literal(BOOLEAN, "");
    } else {
      out.append(word);
    }
  }

  /** A question mark has been read. */
  void parameter() {
    out.append(VALUE);
  }

  /**
   * A value has been read.
   *
   * @param kind of it, such as {@link #STRING}
   * @param digits of a whole number, else empty
   */
  void literal(String kind, String digits) {
    out.append(VALUE);
  }

  /** {@code (?, ?, ?)} and {@code (?…), (?…)} are one list, however long. */
  void foldList() {
    int open = out.lastIndexOf("(");
    boolean values = open >= 0 && out.length() - open > 2;
    for (int i = open + 1; values && i < out.length() - 1; i++) {
      char c = out.charAt(i);
      values = c == '?' || c == ',' || c == ' ';
    }
    if (!values) {
      return;
    }
    out.setLength(open);
    int before = out.length();
    while (before > 0 && (out.charAt(before - 1) == ' ' || out.charAt(before - 1) == ',')) {
      before--;
    }
    if (before < out.length() && endsWith(before, VALUES)) {
      out.setLength(before);
    } else {
      out.append(VALUES);
    }
  }

  private boolean endsWith(int end, String text) {
    int from = end - text.length();
    return from >= 0 && out.substring(from, end).equals(text);
  }

  /**
   * Behind the closing quote; two quotes do not close. A backslash before one closes or not, by
   * database and setting: then all that follows is a value.
   */
  private int quoted(char quote) {
    for (int i = at + 1; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '\\' && quote != '`' && i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
        return sql.length();
      } else if (c == quote) {
        if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
          i++;
        } else {
          return i + 1;
        }
      }
    }
    return sql.length();
  }

  /** Behind {@code $tag$}, or 0. */
  private int dollarQuote() {
    for (int i = at + 1; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '$') {
        return isDigit(sql.charAt(at + 1)) ? 0 : i + 1;
      }
      if (!isNamePart(c)) {
        return 0;
      }
    }
    return 0;
  }

  private int end(String mark, int from) {
    int found = sql.indexOf(mark, from);
    return found < 0 ? sql.length() : found + mark.length();
  }

  private boolean isPartOfName() {
    return at > 0 && (isNamePart(sql.charAt(at - 1)) || sql.charAt(at - 1) == ':');
  }

  private void number() {
    int end = endOfNumber();
    String text = sql.substring(at, end);
    at = end;
    boolean whole = true;
    for (int i = 0; i < text.length(); i++) {
      whole &= isDigit(text.charAt(i));
    }
    literal(whole ? INTEGER : DECIMAL, whole ? text : "");
  }

  private int endOfNumber() {
    int end = at;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      boolean sign = (c == '+' || c == '-') && isExponent(end - 1);
      if (!isNamePart(c) && c != '.' && !sign) {
        break;
      }
      end++;
    }
    return end;
  }

  private boolean isExponent(int position) {
    char c = position < at ? ' ' : sql.charAt(position);
    return c == 'e' || c == 'E';
  }

  private static boolean isNamePart(char c) {
    return Character.isJavaIdentifierPart(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
