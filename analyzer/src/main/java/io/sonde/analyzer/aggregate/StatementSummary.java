package io.sonde.analyzer.aggregate;

import org.jspecify.annotations.Nullable;

/**
 * All statements of requests that say the same.
 *
 * @param text normalised: without values
 * @param count as often as the recorded requests stand for others; commits and rollbacks too
 * @param errors failed ones among them
 * @param totalNanos their time
 * @param maxNanos longest
 * @param perRequest how many a request runs that runs any
 * @param rowsPerCall that a query yielded or an update changed; NaN when unknown
 * @param caller the application's method that they are called from most often; null when unknown
 */
public record StatementSummary(
    String text,
    double count,
    double errors,
    double totalNanos,
    long maxNanos,
    double perRequest,
    double rowsPerCall,
    @Nullable Place caller) {
  public double meanNanos() {
    return totalNanos / count;
  }
}
