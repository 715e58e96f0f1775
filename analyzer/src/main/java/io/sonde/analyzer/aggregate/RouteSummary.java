package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.DatabaseUse;
import io.sonde.analyzer.model.HttpUse;
import io.sonde.analyzer.model.Route;
import org.jspecify.annotations.Nullable;

/**
 * A route's requests in numbers.
 *
 * @param count exact where the agent counted, else what the recorded requests stand for
 * @param errors failed ones among them
 * @param perSecond of the time that the recording covers
 * @param cpuNanos per request
 * @param allocatedBytes per request
 * @param database what a request asks of databases
 * @param http what it asks of other services
 * @param tasks what it hands to other threads
 * @param comparison null when {@link #notCompared} says why
 * @param notCompared a sentence, or empty
 */
public record RouteSummary(
    Route route,
    long count,
    long errors,
    double perSecond,
    long totalNanos,
    long p50Nanos,
    long p90Nanos,
    long p99Nanos,
    long p999Nanos,
    long maxNanos,
    MeanOfRequests cpuNanos,
    MeanOfRequests allocatedBytes,
    PerRequest database,
    CallsPerRequest http,
    TasksPerRequest tasks,
    @Nullable SlowComparison comparison,
    String notCompared) {
  /**
   * Means of one request; NaN when unknown.
   *
   * @param calls of other services by HTTP
   * @param waitedNanos time waited for them
   */
  public record CallsPerRequest(double calls, double waitedNanos) {
    static CallsPerRequest of(HttpUse sum, double requests) {
      double known = sum.isKnown() && requests > 0 ? requests : Double.NaN;
      return new CallsPerRequest(sum.calls() / known, sum.waitedNanos() / known);
    }

    /** True where requests are known to call others. */
    public boolean isUse() {
      return calls > 0;
    }
  }

  /**
   * Means of one request, of those that were recorded one by one; NaN when there is none.
   *
   * @param tasks that other threads did for it, and its own later stretches
   * @param queuedNanos that these waited for a thread, all together; a request waits for that only
   *     where it waits for the task
   */
  public record TasksPerRequest(double tasks, double queuedNanos) {
    /** True where other threads are known to work for requests. */
    public boolean isUse() {
      return tasks > 0;
    }
  }

  /**
   * Means of one request; NaN when unknown.
   *
   * @param statements with commits and rollbacks
   * @param statementNanos their time
   * @param connectionNanos time waited for connections
   */
  public record PerRequest(double statements, double statementNanos, double connectionNanos) {
    static PerRequest of(DatabaseUse sum, double requests) {
      double known = sum.isKnown() && requests > 0 ? requests : Double.NaN;
      return new PerRequest(
          sum.statements() / known, sum.statementNanos() / known, sum.connectionNanos() / known);
    }

    public boolean isKnown() {
      return !Double.isNaN(statements);
    }

    /** True where requests are known to ask something of a database. */
    public boolean isUse() {
      return statements > 0 || connectionNanos > 0;
    }
  }
}
