package io.sonde.agent.recorder;

import java.util.Map;
import java.util.TreeMap;

/** System properties as strings. */
final class Environment {
  private Environment() {}

  static Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      properties.put(name, System.getProperty(name, ""));
    }
    return properties;
  }
}
