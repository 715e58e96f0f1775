package io.sonde.analyzer.recording;

import java.util.regex.Pattern;

/** Keeps passwords that stand in command lines out of everything that Sonde prints. */
final class Secrets {
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?i)((?:[\\w.\\-]*)(?:passw(?:or)?d|passphrase|pwd|token|secret|credential|private"
              + "|api[._-]?key|access[._-]?key|key[._-]?pass|\\bkey|auth)[\\w.\\-]*\\s*[=:])(\"[^\"]*\"|'[^']*'|[^\\s,]+)");
  private static final Pattern USER_IN_URL = Pattern.compile("(://[^/\\s:@]+:)[^@\\s]+@");

  private Secrets() {}

  static String mask(String text) {
    String masked = ASSIGNMENT.matcher(text).replaceAll("$1***");
    return USER_IN_URL.matcher(masked).replaceAll("$1***@");
  }
}
