package io.sonde.analyzer.model;

import org.HdrHistogram.Histogram;

/**
 * All calls of one instrumented method, merged over the recording's reporting periods.
 *
 * @param count exact number of calls
 * @param timedCount calls whose time was measured: equals count unless timing was 1 in N
 * @param countedOnly calls of times in which the governor had them counted and none timed
 * @param totalNanos time of the timed calls, recursion counted once
 * @param estimatedTotalNanos time of all calls but those only counted: where one in N was timed,
 *     each timed call stands for those counted with it, and for no others
 * @param maxNanos longest timed call
 * @param histogram nanoseconds of the timed calls, each as often as the calls that it stands for
 * @param turnedDown whether the governor had it timed less than configured for a while
 */
public record MethodTiming(
    String className,
    String methodName,
    String descriptor,
    long count,
    long timedCount,
    long countedOnly,
    long totalNanos,
    long estimatedTotalNanos,
    long maxNanos,
    Histogram histogram,
    boolean turnedDown) {}
