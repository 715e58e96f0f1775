package io.sonde.analyzer.cli;

import io.sonde.analyzer.unit.PrintableText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Routes as a user names them: {@code *} stands for anything; a path without a method means all of
 * its methods. Case does not matter.
 */
record RouteGlob(String text) {
  private static final int MOST_LISTED = 5;

  boolean matches(String route) {
    String wanted = text.startsWith("/") ? "* " + text : text;
    String regex =
        List.of(wanted.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
        .matcher(route)
        .matches();
  }

  /** The routes that look most like the text, for an error's remedy. */
  String nearest(List<String> routes) {
    String wanted = text.toLowerCase(Locale.ROOT);
    String listed =
        routes.stream()
            .sorted(
                Comparator.comparingInt(
                        (String each) -> distance(wanted, each.toLowerCase(Locale.ROOT)))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST_LISTED)
            .map(PrintableText::shortened)
            .collect(Collectors.joining(", "));
    int more = routes.size() - MOST_LISTED;
    return more > 0 ? listed + " and " + more + " more" : listed;
  }

  /** Letters to insert, delete or replace (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
