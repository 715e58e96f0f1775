package io.sonde.analyzer.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers statements. Where more come than fit, those outside of requests are dropped, then all of
 * some requests: of a request's statements either all count or none. Not thread-safe.
 */
public final class SqlTableBuilder {
  /** Beyond so many, values were probably written into the texts; our choice. */
  private static final int MOST_TEXTS = 10_000;

  /** Callers kept one by one; a text has one a second at most. Our choice, some megabytes. */
  private static final int MOST_CALLERS = 100_000;

  private static final String OTHERS = "(other statements)";

  private final LongRows rows = new LongRows(SqlTable.COLUMNS);
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Map<Integer, Long>> callers = new ArrayList<>();
  private final LongRows calls = new LongRows(SqlTable.CALLER_COLUMNS);
  private final Map<Integer, SqlTemplate> templates = new HashMap<>();
  private int most = Integer.MAX_VALUE;
  private int halvings;

  SqlTableBuilder() {}

  /** Statements from which on they are thinned. */
  public void most(int statements) {
    most = statements;
  }

  /** Statements of one in so many requests were kept; 1 when all were. */
  public long keptOneIn() {
    return 1L << halvings;
  }

  /** Index of a text, made on first use. */
  public int text(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    String kept = texts.size() < MOST_TEXTS ? text : OTHERS;
    return numbers.computeIfAbsent(
        kept,
        added -> {
          texts.add(added);
          callers.add(new HashMap<>());
          return texts.size() - 1;
        });
  }

  public void add(SqlStatement statement) {
    if (isKept(statement.requestId())) {
      rows.add(
          statement.startNanos(),
          LongRows.possible(statement.startNanos(), statement.durationNanos()),
          statement.thread(),
          statement.requestId(),
          statement.text(),
          Math.max(-1, statement.rows()),
          Math.max(1, statement.batchSize()),
          statement.failed() ? 1 : 0);
      thinWhereTooMany();
    }
  }

  /**
   * Adds where a text was called from.
   *
   * @param stack node in the recording's stacks
   */
  public void caller(int text, int stack, long times) {
    callers.get(text).merge(stack, times, Long::sum);
  }

  /**
   * Adds where a text was called from, once.
   *
   * @param stack node in the recording's stacks
   * @param requestId the request that called it; 0 outside of requests
   */
  public void callerWithin(int text, int stack, long requestId) {
    caller(text, stack, 1);
    if (requestId != 0 && calls.size() < MOST_CALLERS) {
      calls.add(text, stack, requestId);
    }
  }

  /** Adds from what a text can be planned; one that tells its types is better than one before. */
  public void template(int text, SqlTemplate template) {
    if (!texts.get(text).equals(OTHERS)) {
      templates.merge(text, template, (known, later) -> later.hasTypes() ? later : known);
    }
  }

  private boolean isKept(long requestId) {
    return halvings == 0 || requestId != 0 && KeptIds.contain(requestId, halvings);
  }

  private void thinWhereTooMany() {
    while (rows.size() > most && halvings < KeptIds.MOST_HALVINGS) {
      thinTo(halvings + 1);
    }
  }

  private void thinTo(int wanted) {
    if (wanted <= halvings) {
      return;
    }
    halvings = wanted;
    int kept = 0;
    for (int i = 0; i < rows.size(); i++) {
      if (isKept(rows.get(i, SqlTable.REQUEST))) {
        rows.move(i, kept++);
      }
    }
    rows.truncate(kept);
  }

  void addAll(SqlTableBuilder later, Renumbering renumbering) {
    int[] textsOfLater = later.texts.stream().mapToInt(this::text).toArray();
    for (int text = 0; text < textsOfLater.length; text++) {
      int same = textsOfLater[text];
      later
          .callers
          .get(text)
          .forEach((stack, times) -> caller(same, renumbering.stack(stack), times));
    }
    for (int i = 0; i < later.calls.size() && calls.size() < MOST_CALLERS; i++) {
      calls.add(
          textsOfLater[(int) later.calls.get(i, SqlTable.CALLER_TEXT)],
          renumbering.stack((int) later.calls.get(i, SqlTable.CALLER_STACK)),
          later.calls.get(i, SqlTable.CALLER_REQUEST));
    }
    later.templates.forEach((text, template) -> template(textsOfLater[text], template));
    thinTo(later.halvings);
    for (int i = 0; i < later.rows.size(); i++) {
      SqlStatement each = SqlTable.statement(later.rows, i);
      add(
          new SqlStatement(
              each.startNanos(),
              each.durationNanos(),
              renumbering.thread(each.thread()),
              each.requestId(),
              textsOfLater[each.text()],
              each.rows(),
              each.batchSize(),
              each.failed()));
    }
  }

  SqlTable build() {
    return new SqlTable(rows.sorted(SqlTable.START), calls, texts, callers, templates, halvings);
  }
}
