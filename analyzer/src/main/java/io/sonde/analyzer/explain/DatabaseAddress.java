package io.sonde.analyzer.explain;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A JDBC URL taken apart, so that no secret in it is ever printed: neither by Sonde nor by a driver
 * that repeats the URL in its message.
 */
public final class DatabaseAddress {
  private static final Pattern SCHEME = Pattern.compile("jdbc:[a-z0-9]+(:[a-z0-9]+)?:.*");
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(pass|pwd|secret|token|credential|key).*");
  private static final Pattern USER_INFO = Pattern.compile("(//[^/\\s:@?]*:)[^\\s]*@");
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)([?&;][\\w.\\-]*(?:pass|pwd|secret|token|credential|key)[\\w.\\-]*=)[^&;\\s]*");

  private final String url;
  private final String user;
  private final String password;
  private final List<String> secrets;

  private DatabaseAddress(String url, String user, String password, List<String> secrets) {
    this.url = url;
    this.user = user;
    this.password = password;
    this.secrets = List.copyOf(secrets);
  }

  /**
   * @param environment where user and password are that the URL lacks: SONDE_EXPLAIN_USER and
   *     SONDE_EXPLAIN_PASSWORD, and for PostgreSQL PGUSER and PGPASSWORD
   * @throws IllegalArgumentException with a sentence that holds no secret
   */
  public static DatabaseAddress parse(String given, Map<String, String> environment) {
    String text = given.strip();
    if (!SCHEME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "--explain takes a JDBC URL such as jdbc:postgresql://user@host/database.");
    }
    List<String> secrets = new ArrayList<>();
    String user = "";
    String password = "";
    int query = text.indexOf('?');
    String base = query < 0 ? text : text.substring(0, query);
    String parameters = query < 0 ? "" : text.substring(query + 1);
    int authority = base.indexOf("//");
    if (authority >= 0) {
      int at = base.lastIndexOf('@');
      if (at > authority) {
        String[] parts = base.substring(authority + 2, at).split(":", 2);
        user = decoded(parts[0]);
        password = parts.length == 2 ? decoded(parts[1]) : "";
        secrets.add(parts.length == 2 ? parts[1] : "");
        base = base.substring(0, authority + 2) + base.substring(at + 1);
      } else if (parameters.contains("@") && !parameters.contains("=")) {
        throw new IllegalArgumentException(
            "the password in the URL of --explain holds a character that must be written as a code,"
                + " such as %3F for a question mark.");
      }
    }
    StringBuilder kept = new StringBuilder(base);
    for (String parameter : parameters.isEmpty() ? new String[0] : parameters.split("&")) {
      String[] parts = parameter.split("=", 2);
      String value = parts.length == 2 ? parts[1] : "";
      switch (parts[0].toLowerCase(Locale.ROOT)) {
        case "user" -> user = decoded(value);
        case "password" -> {
          password = decoded(value);
          secrets.add(value);
        }
        default -> {
          kept.append(kept.indexOf("?") < 0 ? '?' : '&').append(parameter);
          if (SECRET.matcher(parts[0]).matches()) {
            secrets.add(value);
            secrets.add(decoded(value));
          }
        }
      }
    }
    boolean postgres = text.startsWith("jdbc:postgresql:");
    user = user.isEmpty() ? ofEnvironment(environment, "USER", postgres) : user;
    password = password.isEmpty() ? ofEnvironment(environment, "PASSWORD", postgres) : password;
    secrets.add(password);
    return new DatabaseAddress(kept.toString(), user, password, secrets);
  }

  private static String ofEnvironment(
      Map<String, String> environment, String name, boolean postgres) {
    String own = environment.getOrDefault("SONDE_EXPLAIN_" + name, "");
    return own.isEmpty() && postgres ? environment.getOrDefault("PG" + name, "") : own;
  }

  private static String decoded(String text) {
    try {
      // A plus sign stands for itself there, unlike in a form.
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** The URL without user and password, for the driver. */
  String url() {
    return url;
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  /** Database product, as the URL's scheme names it. */
  String product() {
    return url.split(":", 3)[1];
  }

  /** For people: without user and parameters. */
  @Override
  public String toString() {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  /** A driver's or server's message on one line, without anything secret. */
  String masked(String message) {
    String masked = message;
    for (String secret : secrets) {
      if (!secret.isEmpty()) {
        masked = masked.replace(secret, "***");
      }
    }
    return maskedUrls(masked).replaceAll("\\s+", " ").strip();
  }

  /** A text with the passwords of all URLs in it masked, such as an argument that is unknown. */
  public static String maskedUrls(String text) {
    String masked = USER_INFO.matcher(text).replaceAll("$1***@");
    return SECRET_PARAMETER.matcher(masked).replaceAll("$1***");
  }
}
