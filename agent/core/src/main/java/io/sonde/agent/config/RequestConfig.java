package io.sonde.agent.config;

import java.util.List;

/**
 * What the probes of requests need to know.
 *
 * @param enabled false: no request is recorded
 * @param entry patterns of methods whose calls are requests
 * @param perSecond events of fast requests per second and route
 * @param slowNanos duration from which a request is always written; 0: all are
 * @param slowHoldNanos time from which a connection is held long; 0: all are
 * @param objectives what users are promised
 */
public record RequestConfig(
    boolean enabled,
    List<String> entry,
    long perSecond,
    long slowNanos,
    long slowHoldNanos,
    List<ServiceLevel> objectives) {
  public static RequestConfig of(Settings settings) {
    return new RequestConfig(
        settings.flag(Key.REQUESTS),
        settings.list(Key.ENTRY),
        settings.number(Key.REQUESTS_PER_SECOND),
        settings.number(Key.SLOW_REQUEST),
        settings.number(Key.SLOW_CONNECTION_HOLD),
        settings.objectives(Key.SLO));
  }
}
