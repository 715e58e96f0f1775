package io.sonde.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A statement that a database can plan without its values: parameters and literals are numbered
 * {@code $1, $2}, an IN-list is one parameter, {@code date '…'} a cast. Numbers that are no values,
 * such as the length of a type or a column's place in ORDER BY, stay.
 */
final class SqlTemplate extends SqlNormaliser {
  private static final String[] PLANNED = {
    "select", "insert", "update", "delete", "with", "merge", "values"
  };

  /** Types that a string literal may follow, which makes it a value of that type. */
  private static final String[] TYPES_OF_STRINGS = {"date", "time", "timestamp", "interval"};

  /** Types that may have a length, precision or scale. */
  private static final String[] TYPES_WITH_LENGTH = {
    "varchar", "char", "character", "varying", "numeric", "decimal", "timestamp", "time", "bit"
  };

  private static final String[] UNITS = {"year", "month", "day", "hour", "minute", "second"};

  /** By parameter of the template: kind of a literal; empty for a parameter of the statement. */
  private final List<String> kinds = new ArrayList<>();

  /** By parameter of the statement: parameter of the template, from 1. */
  private final List<Integer> numbers = new ArrayList<>();

  private String text;

  private SqlTemplate(String sql) {
    super(sql);
  }

  /** Null for what databases do not plan, and what is too long. */
  static SqlTemplate of(String sql) {
    SqlTemplate template = new SqlTemplate(sql);
    String text = template.run();
    if (text.endsWith("…") || !isPlanned(text)) {
      return null;
    }
    template.text = text;
    return template;
  }

  String text() {
    return text;
  }

  /**
   * Types of the template's parameters, separated by commas.
   *
   * @param setters by parameter of the statement, from 0; null where none was seen
   */
  String types(String[] setters) {
    String[] types = kinds.toArray(new String[0]);
    for (int i = 0; i < numbers.size() && i < setters.length; i++) {
      if (setters[i] != null) {
        types[numbers.get(i) - 1] = setters[i];
      }
    }
    return String.join(",", types);
  }

  int parameters() {
    return numbers.size();
  }

  private static boolean isPlanned(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String word : PLANNED) {
      if (lower.startsWith(word) || lower.startsWith("(" + word)) {
        return true;
      }
    }
    return false;
  }

  @Override
  void parameter() {
    add("");
    numbers.add(kinds.size());
  }

  @Override
  void literal(String kind, String digits) {
    String word = lastWord(out.length());
    if (kind.equals(STRING)
        && isOneOf(TYPES_OF_STRINGS, word)
        && out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1 - word.length());
      out.append("cast(");
      add(kind);
      out.append(" as ").append(word).append(')');
      skipUnit();
    } else if (kind.equals(INTEGER) && (isLength() || isPlaceInOrder())) {
      out.append(digits);
    } else {
      add(kind);
    }
  }

  private void add(String kind) {
    kinds.add(kind);
    out.append('$').append(kinds.size());
  }

  private void skipUnit() {
    String rest = sql.substring(at, Math.min(sql.length(), at + 8)).trim().toLowerCase(Locale.ROOT);
    for (String unit : UNITS) {
      if (rest.startsWith(unit)) {
        at = sql.toLowerCase(Locale.ROOT).indexOf(unit, at) + unit.length();
        return;
      }
    }
  }

  /** {@code varchar(20)}, {@code numeric(10, 2)}. */
  private boolean isLength() {
    int open = out.lastIndexOf("(");
    return open > 0 && out.indexOf(")", open) < 0 && isOneOf(TYPES_WITH_LENGTH, lastWord(open));
  }

  /** {@code order by 1, 2 desc}. */
  private boolean isPlaceInOrder() {
    String before = out.toString().toLowerCase(Locale.ROOT);
    int by = Math.max(before.lastIndexOf("order by "), before.lastIndexOf("group by "));
    return by >= 0
        && before.substring(by + "order by ".length()).matches("([0-9]+( asc| desc)?, ?)*");
  }

  /** The word that ends before a position, and one blank. */
  private String lastWord(int end) {
    int to = end;
    while (to > 0 && out.charAt(to - 1) == ' ') {
      to--;
    }
    int from = to;
    while (from > 0 && Character.isLetter(out.charAt(from - 1))) {
      from--;
    }
    return out.substring(from, to).toLowerCase(Locale.ROOT);
  }

  private static boolean isOneOf(String[] words, String word) {
    for (String each : words) {
      if (each.equals(word)) {
        return true;
      }
    }
    return false;
  }

  /** {@code in ($1, $2, $3)} is {@code in ($1)}, however long. */
  @Override
  void foldList() {
    int open = out.lastIndexOf("(");
    if (open < 0 || !lastWord(open).equals("in")) {
      return;
    }
    String list = out.substring(open);
    if (!list.matches("\\((\\$[0-9]+,? ?)+\\)") || list.indexOf(',') < 0) {
      return;
    }
    int first = Integer.parseInt(list.substring(2, list.indexOf(',')));
    while (kinds.size() > first) {
      kinds.remove(kinds.size() - 1);
    }
    for (int i = 0; i < numbers.size(); i++) {
      numbers.set(i, Math.min(numbers.get(i), first));
    }
    out.setLength(open);
    out.append("($").append(first).append(')');
  }
}
