package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.RecordingBuilder;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which secrets stand in the recording, by key. Values are looked at and dropped: none of them is
 * kept anywhere.
 */
final class SecretFacts {
  /** More keys say no more. */
  private static final int MOST_KEYS = 20;

  private final Map<String, Set<String>> keysByPlace = new TreeMap<>();

  static void addTo(Map<String, EventSink.Factory> sinks) {
    put(sinks, "jdk.InitialSystemProperty", "system properties");
    put(sinks, "jdk.InitialEnvironmentVariable", "environment");
  }

  private static void put(Map<String, EventSink.Factory> sinks, String eventType, String place) {
    sinks.put(
        eventType,
        (chunk, type) ->
            event ->
                chunk.facts().secrets().setting(place, event.text("key"), event.text("value")));
  }

  void setting(String place, String key, String value) {
    if (Secrets.isSecret(key, value)) {
      add(place, Set.of(key));
    }
  }

  /**
   * @param programArguments which are read for this alone
   */
  void commandLine(String jvmArguments, String programArguments) {
    add("arguments of the JVM", Secrets.keysIn(jvmArguments));
    add("arguments of the program", Secrets.keysIn(programArguments));
  }

  private void add(String place, Set<String> keys) {
    if (!keys.isEmpty()) {
      keysByPlace.computeIfAbsent(place, added -> new TreeSet<>()).addAll(keys);
    }
  }

  void add(SecretFacts later) {
    later.keysByPlace.forEach(this::add);
  }

  void finish(RecordingBuilder builder) {
    keysByPlace.forEach(
        (place, keys) ->
            builder.problem(
                new Quality.Problem(
                    Quality.Kind.SECRETS,
                    "",
                    "The recorded "
                        + place
                        + (keys.size() == 1 ? " hold a secret: " : " hold secrets: ")
                        + String.join(", ", keys.stream().limit(MOST_KEYS).toList())
                        + (keys.size() > MOST_KEYS
                            ? " and " + (keys.size() - MOST_KEYS) + " more."
                            : "."),
                    0,
                    0)));
  }
}
