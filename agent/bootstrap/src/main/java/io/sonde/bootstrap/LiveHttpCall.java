package io.sonde.bootstrap;

/**
 * A request that was sent to another service.
 *
 * @param route the path without query, identifiers replaced
 * @param status 0 where no answer came
 */
public record LiveHttpCall(
    long id,
    long parentId,
    long startNanoTime,
    long endNanoTime,
    String method,
    String scheme,
    String host,
    int port,
    String route,
    int status,
    String error)
    implements LiveSpan {}
