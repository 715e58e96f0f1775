package io.sonde.extension;

import java.util.Set;

/** Commands to stores that speak no SQL, without keys and values: these may name people. */
final class StoreCommand {
  private static final Set<String> STORES =
      Set.of(
          "redis",
          "valkey",
          "memcached",
          "mongodb",
          "elasticsearch",
          "opensearch",
          "aws.dynamodb",
          "dynamodb",
          "hbase",
          "geode");

  /** By which keys of Redis are grouped as rows are by tables: {@code user:4711}. */
  private static final char GROUP_END = ':';

  private static final int LONGEST_GROUP = 40;

  private StoreCommand() {}

  static boolean isStore(String system) {
    return STORES.contains(system);
  }

  /**
   * @param spanName operation and what it is done on, as the conventions say: {@code find
   *     shop.orders}
   * @param text the command with its key, or null
   * @return the name; of Redis with the group of the key, {@code GET user:…}
   */
  static String of(String system, String spanName, String text) {
    if (!system.equals("redis") && !system.equals("valkey") || text == null) {
      return spanName;
    }
    int space = text.indexOf(' ');
    String command = space < 0 ? text : text.substring(0, space);
    String key = space < 0 ? "" : text.substring(space + 1);
    int end = key.indexOf(GROUP_END);
    boolean grouped = end > 0 && end <= LONGEST_GROUP && isWord(key.substring(0, end));
    return grouped ? command + " " + key.substring(0, end) + ":…" : command;
  }

  private static boolean isWord(String group) {
    return group.chars().allMatch(c -> Character.isLetter(c) || c == '-' || c == '_' || c == '.');
  }
}
