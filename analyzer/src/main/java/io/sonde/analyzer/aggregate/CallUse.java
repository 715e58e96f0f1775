package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What requests of one route did with one statement, or with one outgoing call. Counts and times
 * are those of the recorded requests, each as often as it stands for others.
 *
 * @param text normalised: without values
 * @param requests of the route that ran it
 * @param repeats how often one of them ran it
 * @param nanosPerRequest mean time that it took one of them
 * @param duration of single executions, in nanoseconds
 * @param rowsPerCall that a query yielded or an update changed; NaN when unknown
 * @param batched share of executions that were batches
 * @param waitedShare share (0 to 1) of all users' waiting time
 * @param savedShare the same share of what would be saved by one execution for each request
 * @param routeShare share (0 to 1) of this route's time
 * @param source the query that the repeats follow from; null where none is known
 * @param way how the application's code comes to run it
 * @param places the application's own code that runs it, nearest first
 * @param fromNanos start of the first request concerned, nanoseconds since the epoch
 * @param toNanos end of the last
 */
public record CallUse(
    String text,
    Route route,
    double requests,
    Quantiles repeats,
    double nanosPerRequest,
    Quantiles duration,
    double rowsPerCall,
    double batched,
    double waitedShare,
    double savedShare,
    double routeShare,
    @Nullable Source source,
    CallWay way,
    List<Place> places,
    long fromNanos,
    long toNanos) {

  /** What is needed of a distribution. */
  public record Quantiles(
      double count, double mean, double p10, double median, double p90, double p99, double max) {}

  /**
   * A query that yields about as many rows as another one is then repeated.
   *
   * @param share share (0 to 1) of the repeating requests in which it does
   */
  public record Source(String text, double rows, double share) {}

  /** Executions of all requests. */
  public double executions() {
    return duration.count();
  }

  /** True for what {@link Recording#sql()} holds of transactions' ends. */
  public boolean endsTransaction() {
    return text.equals("commit") || text.equals("rollback");
  }
}
