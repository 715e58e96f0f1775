package io.sonde.analyzer.aggregate;

import io.sonde.analyzer.model.Route;
import org.jspecify.annotations.Nullable;

/**
 * A route's requests in numbers.
 *
 * @param count exact where the agent counted, else what the recorded requests stand for
 * @param errors failed ones among them
 * @param perSecond of the time that the recording covers
 * @param cpuNanos per request; NaN when unknown
 * @param allocatedBytes per request; NaN when unknown
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
    double cpuNanos,
    double allocatedBytes,
    @Nullable SlowComparison comparison,
    String notCompared) {}
