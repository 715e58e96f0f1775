package io.sonde.analyzer.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Statements as columns, in order of their start; what they say is a number. */
public final class SqlTable {
  /** End of the text of an outgoing call that nobody waited for. */
  public static final String ASYNCHRONOUS = " (asynchronous)";

  static final int START = 0;
  static final int DURATION = 1;
  static final int THREAD = 2;
  static final int REQUEST = 3;
  static final int TEXT = 4;
  static final int ROWS = 5;
  static final int BATCH = 6;
  static final int FAILED = 7;
  static final int COLUMNS = 8;

  static final int CALLER_TEXT = 0;
  static final int CALLER_STACK = 1;
  static final int CALLER_REQUEST = 2;
  static final int CALLER_COLUMNS = 3;

  private final LongRows rows;
  private final LongRows calls;
  private final List<String> texts;
  private final List<Map<Integer, Long>> callers;
  private final Map<Integer, SqlTemplate> templates;
  private final int halvings;

  SqlTable(
      LongRows rows,
      LongRows calls,
      List<String> texts,
      List<Map<Integer, Long>> callers,
      Map<Integer, SqlTemplate> templates,
      int halvings) {
    this.rows = rows;
    this.calls = calls;
    this.texts = List.copyOf(texts);
    this.callers = callers.stream().map(Map::copyOf).toList();
    this.templates = Map.copyOf(templates);
    this.halvings = halvings;
  }

  /** The same statements with other words, also in what they are planned from. */
  public SqlTable renamed(UnaryOperator<String> words) {
    Map<Integer, SqlTemplate> renamed = new HashMap<>();
    templates.forEach(
        (text, template) ->
            renamed.put(text, new SqlTemplate(words.apply(template.text()), template.types())));
    List<String> others = texts.stream().map(words).toList();
    return new SqlTable(rows, calls, others, callers, renamed, halvings);
  }

  public int size() {
    return rows.size();
  }

  /** Nanoseconds since the epoch. */
  public long startNanos(int i) {
    return rows.get(i, START);
  }

  public long durationNanos(int i) {
    return rows.get(i, DURATION);
  }

  /** As {@link Request#id()}; 0 outside of requests. */
  public long requestId(int i) {
    return rows.get(i, REQUEST);
  }

  /** Index into {@link #texts()}. */
  public int text(int i) {
    return (int) rows.get(i, TEXT);
  }

  /** As {@link SqlStatement#rows()}. */
  public long rowCount(int i) {
    return rows.get(i, ROWS);
  }

  /** As {@link SqlStatement#batchSize()}. */
  public int batchSize(int i) {
    return (int) rows.get(i, BATCH);
  }

  /** All columns of one statement. */
  public SqlStatement get(int i) {
    return statement(rows, i);
  }

  static SqlStatement statement(LongRows rows, int i) {
    return new SqlStatement(
        rows.get(i, START),
        rows.get(i, DURATION),
        (int) rows.get(i, THREAD),
        rows.get(i, REQUEST),
        (int) rows.get(i, TEXT),
        rows.get(i, ROWS),
        (int) rows.get(i, BATCH),
        rows.get(i, FAILED) != 0);
  }

  /** False of outgoing calls that no thread of their request waited for. */
  public boolean isWaitedFor(int i) {
    return !texts.get(text(i)).endsWith(ASYNCHRONOUS);
  }

  /** Normalised: without values. */
  public List<String> texts() {
    return texts;
  }

  /**
   * Where a text was called from: node in {@link Recording#stacks()}, and how often it was seen.
   */
  public Map<Integer, Long> callers(int text) {
    return callers.get(text);
  }

  /**
   * Callers that were seen in requests, one by one: of a text that two places run, it matters which
   * of them a request came by.
   */
  public int seenCallers() {
    return calls.size();
  }

  /** Index into {@link #texts()}. */
  public int textOfCaller(int i) {
    return (int) calls.get(i, CALLER_TEXT);
  }

  /** Node in {@link Recording#stacks()}. */
  public int stackOfCaller(int i) {
    return (int) calls.get(i, CALLER_STACK);
  }

  /** As {@link Request#id()}. */
  public long requestOfCaller(int i) {
    return calls.get(i, CALLER_REQUEST);
  }

  /** From what a database can plan a text; null where that was not recorded. */
  public @Nullable SqlTemplate template(int text) {
    return templates.get(text);
  }

  /** True when the statements of this request are all here, and none was left out for memory. */
  public boolean isComplete(long requestId) {
    return KeptIds.contain(requestId, halvings);
  }
}
