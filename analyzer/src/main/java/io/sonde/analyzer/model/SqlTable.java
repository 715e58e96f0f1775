package io.sonde.analyzer.model;

import java.util.List;
import java.util.Map;

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

  private final LongRows rows;
  private final List<String> texts;
  private final List<Map<Integer, Long>> callers;
  private final int halvings;

  SqlTable(LongRows rows, List<String> texts, List<Map<Integer, Long>> callers, int halvings) {
    this.rows = rows;
    this.texts = List.copyOf(texts);
    this.callers = callers.stream().map(Map::copyOf).toList();
    this.halvings = halvings;
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

  /** True when the statements of this request are all here, and none was left out for memory. */
  public boolean isComplete(long requestId) {
    return KeptIds.contain(requestId, halvings);
  }
}
