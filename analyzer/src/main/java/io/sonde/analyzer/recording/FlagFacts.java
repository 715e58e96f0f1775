package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.JvmFlag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Flags of the JVM that are not at their default, as each chunk lists them and as they change. */
final class FlagFacts {
  private static final String DEFAULT = "Default";

  /** Threads write by themselves, so that a change may stand before the list in the file. */
  private record Reading(JvmFlag flag, long timeNanos) {}

  private final Map<String, Reading> byName = new TreeMap<>();

  /** Whether a chunk listed all of them; else only changes are known. */
  private boolean listed;

  static void addTo(Map<String, EventSink.Factory> sinks) {
    BiFunction<Event, String, String> signed = (event, field) -> "" + event.number(field);
    BiFunction<Event, String, String> unsigned =
        (event, field) -> Long.toUnsignedString(event.number(field));
    put(sinks, "Boolean", (event, field) -> "" + (event.number(field) != 0));
    put(sinks, "Int", signed);
    put(sinks, "UnsignedInt", signed);
    put(sinks, "Long", signed);
    put(sinks, "UnsignedLong", unsigned);
    put(sinks, "Double", (event, field) -> "" + event.real(field));
    put(sinks, "String", Event::text);
  }

  private static void put(
      Map<String, EventSink.Factory> sinks, String type, BiFunction<Event, String, String> value) {
    sinks.put(
        "jdk." + type + "Flag",
        (chunk, eventType) ->
            event -> chunk.facts().jvm().flags().flag(event, value.apply(event, "value"), true));
    sinks.put(
        "jdk." + type + "FlagChanged",
        (chunk, eventType) ->
            event ->
                chunk.facts().jvm().flags().flag(event, value.apply(event, "newValue"), false));
  }

  private void flag(Event event, String value, boolean ofList) {
    listed |= ofList;
    String name = event.text("name");
    JvmFlag flag = new JvmFlag(name, Secrets.mask(value), event.text("origin"));
    Reading reading = new Reading(flag, event.startNanos());
    byName.merge(name, reading, (a, b) -> a.timeNanos > b.timeNanos ? a : b);
  }

  /** Adds a later chunk's, whose list is the whole truth. */
  void add(FlagFacts later) {
    if (later.listed) {
      listed = true;
      byName.clear();
    }
    byName.putAll(later.byName);
  }

  List<JvmFlag> all() {
    return byName.values().stream()
        .map(Reading::flag)
        .filter(flag -> !flag.origin().equals(DEFAULT))
        .toList();
  }
}
