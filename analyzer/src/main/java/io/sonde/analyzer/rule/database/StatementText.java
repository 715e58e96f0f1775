package io.sonde.analyzer.rule.database;

import io.sonde.analyzer.unit.PrintableText;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads normalised statements, as far as advice needs it. */
final class StatementText {
  /** Of a statement within a sentence. */
  private static final int SHORT_CHARS = 100;

  /** The first comparison of a column with one value: {@code p1_0.product_id=?}. */
  private static final Pattern EQUALS =
      Pattern.compile("(?i)\\b(?:where|and|on)\\s+\\(*([\\w.\"`]+)\\s*=\\s*\\?");

  private static final Pattern TABLE =
      Pattern.compile("(?i)\\b(?:from|into|update|join)\\s+([\\w.\"`]+)");

  /**
   * A command to a store that speaks no SQL, as OpenTelemetry's spans tell: store, then command.
   */
  private static final Pattern COMMAND = Pattern.compile("([a-z][\\w.]*): (\\S+).*");

  /** Commands that read; of Redis, MongoDB, Elasticsearch, DynamoDB and caches. */
  private static final Set<String> READS =
      Set.of(
          "get",
          "gets",
          "mget",
          "getrange",
          "hget",
          "hgetall",
          "hmget",
          "hvals",
          "hkeys",
          "lrange",
          "lindex",
          "smembers",
          "sismember",
          "zrange",
          "zscore",
          "exists",
          "scan",
          "find",
          "aggregate",
          "count",
          "distinct",
          "search",
          "getitem",
          "query",
          "batchgetitem");

  private StatementText() {}

  /** The store; empty where the text is SQL. */
  static String store(String text) {
    Matcher matcher = COMMAND.matcher(text);
    return matcher.matches() ? matcher.group(1) : "";
  }

  static boolean isQuery(String text) {
    Matcher command = COMMAND.matcher(text);
    if (command.matches()) {
      return READS.contains(command.group(2).toLowerCase(Locale.ROOT));
    }
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    return start.startsWith("select")
        || start.startsWith("(select")
        || start.startsWith("with")
        || start.startsWith("values");
  }

  /** A column list says little; what follows it says much. */
  static String brief(String text) {
    int from = text.toLowerCase(Locale.ROOT).indexOf(" from ");
    String told =
        isQuery(text) && text.length() > SHORT_CHARS && from > 0 && from > SHORT_CHARS / 2
            ? "select …" + text.substring(from)
            : text;
    return PrintableText.shortened(told, SHORT_CHARS);
  }

  /** The first table that is named; empty where none is found. */
  static String table(String text) {
    Matcher matcher = TABLE.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** The column that is compared with one value; empty where none is found. */
  static String comparedColumn(String text) {
    Matcher matcher = EQUALS.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /**
   * {@code where product_id=?} as {@code where product_id in (?, …)}; empty where none is found.
   */
  static String forMany(String text) {
    Matcher matcher = EQUALS.matcher(text);
    return matcher.find()
        ? brief(text.substring(0, matcher.end(1)) + " in (?, …)" + text.substring(matcher.end()))
        : "";
  }
}
