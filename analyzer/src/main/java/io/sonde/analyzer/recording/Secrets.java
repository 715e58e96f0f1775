package io.sonde.analyzer.recording;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps passwords that stand in command lines out of everything that Sonde prints. */
final class Secrets {
  private static final String WORDS =
      "(?:passw(?:or)?d|passphrase|pwd|token|secret|credential|private"
          + "|api[._-]?key|access[._-]?key|key[._-]?pass|(?:\\b|_)key|auth)";

  /**
   * A system property takes the rest of its argument, blanks and commas included: where arguments
   * are joined by blanks the next one begins with a dash.
   */
  private static final Pattern PROPERTY =
      Pattern.compile("(?i)(-D[\\w.\\-]*" + WORDS + "[\\w.\\-]*=).*?(?=\\s+-|\\R|$)");

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?i)([\\w.\\-]*" + WORDS + "[\\w.\\-]*\\s*[=:])(\"[^\"]*\"|'[^']*'|[^\\s,]+)");
  private static final Pattern USER_IN_URL = Pattern.compile("(://[^/\\s:@]+:)[^@\\s]+@");

  /** Words that name a secret itself: narrower, for what is reported must be one. */
  private static final Pattern NAMES_SECRET =
      Pattern.compile(
          "(?i)passw(?:or)?d|passphrase|pwd|token|secret|credential"
              + "|(?:api|access|private)[._-]?key|key[._-]?pass");

  /** A key of a command line with its value, as far as it can be told. */
  private static final Pattern ASSIGNED =
      Pattern.compile("(?:-D|--)?([\\w.\\-]+)=(\"[^\"]*\"|'[^']*'|[^\\s,]+)");

  /** The same in two words: {@code --password tulip}. */
  private static final Pattern TWO_WORDS =
      Pattern.compile("(?:^|\\s)--?([\\w.\\-]+)\\s+([^-\\s]\\S*)");

  /** Working directories of a shell, and what stands for a secret but is none. */
  private static final Set<String> NO_SECRETS = Set.of("pwd", "oldpwd");

  private static final Pattern NO_VALUE =
      Pattern.compile("(?i)|true|false|yes|no|none|null|\\d{1,3}|(?:file:)?[/\\\\].*|\\w:\\\\.*");

  private Secrets() {}

  static String mask(String text) {
    String masked = PROPERTY.matcher(text).replaceAll("$1***");
    masked = ASSIGNMENT.matcher(masked).replaceAll("$1***");
    return USER_IN_URL.matcher(masked).replaceAll("$1***@");
  }

  /** Whether a setting holds a secret: a password, or an address with one in it. */
  static boolean isSecret(String key, String value) {
    return NAMES_SECRET.matcher(key).find()
            && !NO_SECRETS.contains(key.toLowerCase(Locale.ROOT))
            && !NO_VALUE.matcher(value.strip()).matches()
        || USER_IN_URL.matcher(value).find();
  }

  /** Keys of a command line that hold secrets, whether these are masked or not. */
  static Set<String> keysIn(String commandLine) {
    Set<String> keys = new TreeSet<>();
    addKeys(ASSIGNED.matcher(commandLine), keys);
    addKeys(TWO_WORDS.matcher(commandLine), keys);
    return keys;
  }

  private static void addKeys(Matcher found, Set<String> keys) {
    while (found.find()) {
      if (isSecret(found.group(1), found.group(2))) {
        keys.add(found.group(1));
      }
    }
  }
}
