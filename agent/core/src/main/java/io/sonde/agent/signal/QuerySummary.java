package io.sonde.agent.signal;

import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * A statement in few words, as OpenTelemetry's semantic conventions describe {@code
 * db.query.summary}: its operations and the tables that they are done on, in their order.
 */
final class QuerySummary {
  /** As the conventions say. */
  private static final int LONGEST = 255;

  private static final String SEPARATORS = " \t\r\n,();";

  private static final Set<String> OPERATIONS =
      Set.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "MERGE",
          "CALL",
          "EXEC",
          "EXECUTE",
          "CREATE",
          "ALTER",
          "DROP",
          "TRUNCATE",
          "REPLACE");

  /** Words before a table's, or a procedure's, name. */
  private static final Set<String> BEFORE_NAMES =
      Set.of("FROM", "JOIN", "INTO", "UPDATE", "TABLE", "CALL", "EXEC", "EXECUTE");

  /** Words that may stand between. */
  private static final Set<String> FILLERS =
      Set.of("ONLY", "IF", "NOT", "EXISTS", "LATERAL", "SELECT");

  /** Words after which UPDATE is no operation: for update, on duplicate key update, do update. */
  private static final Set<String> BEFORE_NO_OPERATION = Set.of("FOR", "KEY", "DO");

  private QuerySummary() {}

  /**
   * @param text normalised: without literals and comments
   */
  static String of(String text) {
    StringBuilder summary = new StringBuilder();
    StringTokenizer words = new StringTokenizer(text, SEPARATORS);
    boolean nameFollows = false;
    String before = "";
    while (words.hasMoreTokens() && summary.length() < LONGEST) {
      String word = words.nextToken();
      String upper = word.toUpperCase(Locale.ROOT);
      boolean operation = OPERATIONS.contains(upper) && !BEFORE_NO_OPERATION.contains(before);
      if (operation || summary.isEmpty() && Character.isLetter(upper.charAt(0))) {
        append(summary, upper);
      } else if (nameFollows && !FILLERS.contains(upper)) {
        append(summary, word);
      }
      boolean named = BEFORE_NAMES.contains(upper) && (operation || !OPERATIONS.contains(upper));
      nameFollows = named || nameFollows && FILLERS.contains(upper) && !operation;
      before = upper;
    }
    return summary.length() > LONGEST ? summary.substring(0, LONGEST) : summary.toString();
  }

  private static void append(StringBuilder summary, String word) {
    summary.append(summary.isEmpty() ? "" : " ").append(word);
  }
}
