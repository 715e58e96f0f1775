package io.sonde.analyzer.model;

import org.HdrHistogram.Histogram;

/**
 * All calls of one instrumented method, merged over the recording's reporting periods.
 *
 * @param count exact number of calls
 * @param timedCount calls whose time was measured: equals count unless timing was 1 in N
 * @param totalNanos time of the timed calls, recursion counted once
 * @param maxNanos longest timed call
 * @param histogram nanoseconds of the timed calls
 */
public record MethodTiming(
    String className,
    String methodName,
    String descriptor,
    long count,
    long timedCount,
    long totalNanos,
    long maxNanos,
    Histogram histogram) {}
