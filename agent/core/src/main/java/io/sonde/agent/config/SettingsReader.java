package io.sonde.agent.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads settings from agent arguments, system properties and the environment; the first that names
 * a key wins. In arguments a comma separates keys; a part without '=' goes on with the list of the
 * key before it: {@code include=com.shop.**,com.pay.*,cpu=5ms}. Plain loops: this is run in
 * premain, where the first lambda of a kind is dear.
 */
public final class SettingsReader {
  private static final String PROPERTY_PREFIX = "sonde.";
  private static final String VARIABLE_PREFIX = "SONDE_";

  /** Variables of the launcher script and of tests, which are no keys. */
  private static final List<String> FOREIGN_VARIABLES =
      List.of("SONDE_TEST_JDK", "SONDE_TEST_PROMETHEUS", "SONDE_CHROMIUM", "SONDE_RECORDINGS");

  /** What Kubernetes sets in every pod beside a service whose name begins with "sonde". */
  private static final String SERVICE_LINK =
      "SONDE_(\\w+_)?(SERVICE_HOST|SERVICE_PORT|PORT)(_\\w+)?";

  private final Map<Key, String> texts = new EnumMap<>(Key.class);
  private final List<String> problems = new ArrayList<>();

  private SettingsReader() {}

  /**
   * @param arguments what stands behind '=' in -javaagent; may be empty
   * @param properties the system properties
   * @param environment the process environment
   */
  public static Settings read(
      String arguments, Map<String, String> properties, Map<String, String> environment) {
    SettingsReader reader = new SettingsReader();
    reader.readArguments(arguments);
    reader.readProperties(new TreeMap<>(properties));
    reader.readEnvironment(new TreeMap<>(environment));
    return new Settings(reader.texts, reader.problems);
  }

  /** The settings of this JVM: the arguments, then its system properties, then its environment. */
  public static Settings readHere(String arguments) {
    Map<String, String> properties = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      properties.put(name, System.getProperty(name, ""));
    }
    return read(arguments, properties, System.getenv());
  }

  private void readArguments(String arguments) {
    Map<String, String> values = new java.util.LinkedHashMap<>();
    String key = "";
    for (String part : arguments.split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        key = part.substring(0, equals).trim();
        append(values, key, part.substring(equals + 1).trim());
      } else if (!part.isBlank()) {
        continueList(values, key, part.trim());
      }
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      take(value.getKey(), value.getValue(), value.getKey(), "");
    }
  }

  private void continueList(Map<String, String> values, String key, String part) {
    Key known = find(key);
    if (known != null && known.type().isList()) {
      append(values, key, part);
    } else {
      problems.add("'" + part + "' is no setting: write key=value, " + nearest(part, "") + ".");
    }
  }

  private void readProperties(Map<String, String> properties) {
    for (Map.Entry<String, String> property : properties.entrySet()) {
      String name = property.getKey();
      if (name.startsWith(PROPERTY_PREFIX)) {
        String id = name.substring(PROPERTY_PREFIX.length());
        take(id, property.getValue(), name, PROPERTY_PREFIX);
      }
    }
  }

  private void readEnvironment(Map<String, String> environment) {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.startsWith(VARIABLE_PREFIX) && !isForeign(name)) {
        String id = name.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT);
        take(id.replace('_', '-'), variable.getValue(), name, VARIABLE_PREFIX);
      }
    }
  }

  private static boolean isForeign(String variable) {
    return FOREIGN_VARIABLES.contains(variable) || variable.matches(SERVICE_LINK);
  }

  private void take(String id, String text, String shown, String prefix) {
    Key key = find(id);
    if (key == null) {
      problems.add("unknown key '" + shown + "': " + nearest(id, prefix) + ".");
      return;
    }
    if (texts.containsKey(key)) {
      return;
    }
    try {
      key.type().parse(text);
      texts.put(key, text);
    } catch (IllegalArgumentException bad) {
      problems.add(
          "'%s' is no value for '%s', which takes %s; using its default '%s'."
              .formatted(text, shown, bad.getMessage(), key.defaultText()));
    }
  }

  private static Key find(String id) {
    for (Key key : Key.values()) {
      if (key.id().equals(id)) {
        return key;
      }
    }
    return null;
  }

  private static String nearest(String id, String prefix) {
    Key nearest = Key.ENABLED;
    for (Key key : Key.values()) {
      if (EditDistance.between(id, key.id()) < EditDistance.between(id, nearest.id())) {
        nearest = key;
      }
    }
    String name = prefix.equals(VARIABLE_PREFIX) ? nearest.variable() : prefix + nearest.id();
    return "the nearest key is '" + name + "'";
  }

  private static void append(Map<String, String> values, String key, String item) {
    String known = values.get(key);
    values.put(key, known == null ? item : known + "," + item);
  }
}
