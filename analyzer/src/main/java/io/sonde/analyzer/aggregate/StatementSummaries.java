package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.SqlStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Statements or outgoing calls of requests by text, the one that took most time first. */
final class StatementSummaries {
  private final RequestTable requests;
  private final Statements statements;
  private final Total[] totals;

  /** What a call of another service has in its place is the answer's status. */
  private final boolean haveRows;

  /** Of requests whose statements are all there. */
  private double weight;

  private StatementSummaries(Recording recording, Statements statements) {
    this.requests = recording.requests().table();
    this.statements = statements;
    this.haveRows = statements.table() != recording.httpCalls();
    this.totals = new Total[statements.table().texts().size()];
  }

  private static final class Total {
    private double count;
    private double errors;
    private double nanos;
    private long maxNanos;
    private double rows;

    /** Calls whose rows are known. */
    private double counted;

    /** Requests that run it. */
    private double requests;

    private int lastRequest = -1;
  }

  static List<StatementSummary> of(Recording recording, Statements statements) {
    return statements.table().size() == 0
        ? List.of()
        : new StatementSummaries(recording, statements).all();
  }

  private List<StatementSummary> all() {
    double all = 0;
    for (int request = 0; request < requests.size(); request++) {
      all += requests.weight(request);
      if (statements.areComplete(request)) {
        weight += requests.weight(request);
        add(request);
      }
    }
    List<StatementSummary> summaries = new ArrayList<>();
    for (int text = 0; text < totals.length; text++) {
      if (totals[text] != null) {
        summaries.add(summary(text, totals[text], all / weight));
      }
    }
    summaries.sort(
        Comparator.comparingDouble(StatementSummary::totalNanos)
            .reversed()
            .thenComparing(StatementSummary::text));
    return List.copyOf(summaries);
  }

  private void add(int request) {
    double times = requests.weight(request);
    for (int place = statements.first(request); place < statements.end(request); place++) {
      SqlStatement statement = statements.table().get(statements.row(place));
      Total total = totals[statement.text()];
      if (total == null) {
        total = new Total();
        totals[statement.text()] = total;
      }
      total.count += times;
      total.errors += statement.failed() ? times : 0;
      total.nanos += times * statement.durationNanos();
      total.maxNanos = Math.max(total.maxNanos, statement.durationNanos());
      if (haveRows && statement.rows() >= 0) {
        total.rows += times * statement.rows();
        total.counted += times;
      }
      total.requests += total.lastRequest == request ? 0 : times;
      total.lastRequest = request;
    }
  }

  /**
   * @param factor for the requests whose statements were left out
   */
  private StatementSummary summary(int text, Total total, double factor) {
    return new StatementSummary(
        statements.text(text),
        total.count * factor,
        total.errors * factor,
        total.nanos * factor,
        total.maxNanos,
        total.count / total.requests,
        total.counted == 0 ? Double.NaN : total.rows / total.counted,
        statements.caller(text));
  }
}
