package io.sonde.analyzer.redact;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements whose tables, columns and aliases have stand-ins. What SQL itself says stays, so that
 * a statement can still be understood, and its repeats told.
 */
final class SqlNames {
  /** A quoted name, a string, a parameter such as {@code $1}, or a word. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?<double>[^\"]*)\"|`(?<back>[^`]*)`|\\[(?<square>[A-Za-z_][^\\]]*)\\]"
              + "|'(?:[^']|'')*'|\\$\\d+|[A-Za-z_\\u0080-\\uffff][\\w$\\u0080-\\uffff]*");

  /** Reserved words and usual functions of PostgreSQL, MySQL, Oracle and SQL Server. */
  private static final Set<String> WORDS =
      Set.of(
          ("abs add all alter analyze and any array as asc avg batch begin between bigint boolean by"
                  + " call case cast ceil char coalesce column commit concat conflict constraint"
                  + " count create cross current current_date current_time current_timestamp cursor"
                  + " date date_trunc day decimal declare default delete dense_rank desc describe"
                  + " distinct do double drop dual each else end escape except execute exists"
                  + " explain extract false fetch first float floor following for foreign from full"
                  + " function go grant greatest group having hour if ilike in index inner insert"
                  + " int integer intersect interval into is isnull join json jsonb key last lateral"
                  + " lead lag least left length like limit lock locked lower ltrim match matched max"
                  + " merge min minute mod month natural next nextval no not nothing now nowait null"
                  + " nullif nulls numeric of offset on only or order outer over partition percent"
                  + " position preceding primary range rank real recursive references replace"
                  + " returning right rollback round row row_number rows rtrim savepoint second"
                  + " select sequence set share similar skip smallint some start string substr"
                  + " substring sum sysdate table temporary text then time timestamp timestamptz to"
                  + " top transaction trim true truncate unbounded union unique unknown update upper"
                  + " upsert using uuid values varchar view when where window with within work xml"
                  + " year zone")
              .split(" "));

  private final StandIns names = new StandIns("name");

  String masked(String statement) {
    Matcher token = TOKEN.matcher(statement);
    StringBuilder masked = new StringBuilder();
    while (token.find()) {
      token.appendReplacement(masked, Matcher.quoteReplacement(masked(token)));
    }
    return token.appendTail(masked).toString();
  }

  private String masked(Matcher token) {
    String text = token.group();
    if (text.startsWith("'")) {
      return "?";
    }
    if (text.startsWith("$")) {
      return text;
    }
    for (String quoted : new String[] {"double", "back", "square"}) {
      if (token.group(quoted) != null) {
        return names.of(token.group(quoted).toLowerCase(Locale.ROOT));
      }
    }
    String word = text.toLowerCase(Locale.ROOT);
    return WORDS.contains(word) ? text : names.of(word);
  }
}
