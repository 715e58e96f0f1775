package io.sonde.agent.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks what looks like a secret before it reaches a recording. */
final class Secrets {
  private static final String MASK = "***";

  /** Words in a key after which no value may be written down. */
  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i)passw|pwd|passphrase|secret|token|credential|auth|bearer|cookie|headers"
              + "|\\bpass\\b|[-_.]pass\\b"
              + "|(api|access|private|secret|account|encryption|licen[cs]e|signing|master|crypto"
              + "|storage|client|ssh|hmac|jwt|aes|rsa)[-_.]?key");

  /** Everything from the first key that names a secret to the end of the argument. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("([\\w.\\-]*(?:" + SECRET_KEY.pattern() + ")[\\w.\\-]*\\s*[=:])(.+)");

  /** user:password@ in a URL. */
  private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]*@");

  /** Oracle's thin URL, user/password@. */
  private static final Pattern ORACLE = Pattern.compile("(jdbc:oracle:\\w+:)[^@\\s]+/[^@\\s]*@");

  private Secrets() {}

  /** The lines key=value, sorted by key. */
  static String lines(Map<String, String> settings) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(settings)
        .forEach(
            (key, value) -> {
              boolean secret = SECRET_KEY.matcher(key).find() && !value.isEmpty();
              lines.append(key).append('=').append(secret ? MASK : argument(value)).append('\n');
            });
    return lines.toString();
  }

  /** Command-line arguments, one per line; also the value behind {@code --password} alone. */
  static String arguments(List<String> arguments) {
    List<String> masked = new ArrayList<>();
    boolean next = false;
    for (String argument : arguments) {
      masked.add(next ? MASK : argument(argument));
      next = argument.startsWith("-") && !argument.contains("=") && namesSecret(argument);
    }
    return String.join("\n", masked);
  }

  static String argument(String argument) {
    Matcher assignment = ASSIGNMENT.matcher(argument);
    String masked = assignment.find() ? assignment.replaceFirst("$1" + MASK) : argument;
    masked = ORACLE.matcher(masked).replaceAll("$1" + MASK + "@");
    return USER_INFO.matcher(masked).replaceAll("://" + MASK + "@");
  }

  private static boolean namesSecret(String argument) {
    return !argument.startsWith("-X") && SECRET_KEY.matcher(argument).find();
  }
}
