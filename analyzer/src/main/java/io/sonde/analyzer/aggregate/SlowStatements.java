package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.aggregate.SlowComparison.Culprit;
import io.sonde.analyzer.aggregate.SlowComparison.StatementUse;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.model.SqlTable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which statement, or which outgoing call, takes more of slow requests' time than of others'. */
final class SlowStatements {
  private final Recording recording;
  private final Statements statements;
  private final NestedRequests nested;

  SlowStatements(Recording recording, Statements statements) {
    this.nested = NestedRequests.of(recording.requests().table());
    this.recording = recording;
    this.statements = statements;
  }

  /**
   * Null where no statement takes more.
   *
   * @param part the statements' own: SQL or outgoing HTTP
   */
  @Nullable Culprit culprit(Part part, int[] slow, int[] median) {
    Sums ofSlow = new Sums(slow);
    Sums ofMedian = new Sums(median);
    Map<Integer, Double> differences = new HashMap<>();
    for (Integer text : ofSlow.nanos.keySet()) {
      double difference = ofSlow.nanosOf(text) - ofMedian.nanosOf(text);
      if (difference > 0) {
        differences.put(text, difference);
      }
    }
    Integer text = Most.of(differences);
    if (text == null) {
      return null;
    }
    StatementUse use =
        new StatementUse(statements.text(text), ofSlow.countOf(text), ofMedian.countOf(text));
    double share = ofSlow.nanosOf(text) * ofSlow.requests / ofSlow.all;
    boolean sql = part == Part.SQL;
    return new Culprit(
        "",
        statements.caller(text),
        "",
        null,
        sql ? use : null,
        sql ? null : use,
        Math.min(1, share));
  }

  /** Of some requests; those whose statements were left out for memory do not count. */
  private final class Sums {
    private final Map<Integer, Double> nanos = new HashMap<>();
    private final Map<Integer, Double> counts = new HashMap<>();
    private double requests;
    private double all;

    private Sums(int[] rows) {
      RequestTable table = recording.requests().table();
      for (int request : rows) {
        if (statements.areComplete(request)) {
          double weight = table.weight(request);
          requests += weight;
          add(request, weight);
          nested.visitWithin(request, each -> add(each, weight));
        }
      }
    }

    private void add(int request, double weight) {
      SqlTable sql = statements.table();
      for (int place = statements.first(request); place < statements.end(request); place++) {
        int row = statements.row(place);
        if (sql.isWaitedFor(row)) {
          double took = weight * sql.durationNanos(row);
          nanos.merge(sql.text(row), took, Double::sum);
          counts.merge(sql.text(row), weight, Double::sum);
          all += took;
        }
      }
    }

    private double nanosOf(Integer text) {
      return requests == 0 ? 0 : nanos.getOrDefault(text, 0.0) / requests;
    }

    private double countOf(Integer text) {
      return requests == 0 ? 0 : counts.getOrDefault(text, 0.0) / requests;
    }
  }
}
