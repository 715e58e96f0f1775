package io.sonde.harness.load;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What the visitors met. Times run from the request's sending to its last byte; visitors arrive at
 * their planned time whatever the answers take, so no waiting is left out.
 *
 * @param spanMillis from the first request's start to the last one's end
 */
record LoadResult(long requests, long errors, long spanMillis, Histogram millis) {
  String json() {
    return String.format(
        Locale.ROOT,
        "{\"requests\":%d,\"errors\":%d,\"seconds\":%.1f,\"p50Millis\":%d,\"p90Millis\":%d,"
            + "\"p99Millis\":%d,\"maxMillis\":%d}",
        requests,
        errors,
        spanMillis / 1000.0,
        millis.getValueAtPercentile(50),
        millis.getValueAtPercentile(90),
        millis.getValueAtPercentile(99),
        millis.getMaxValue());
  }
}
