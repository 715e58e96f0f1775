package io.sonde.bootstrap;

/**
 * A statement that was sent to a database, or a commit or rollback.
 *
 * @param system OpenTelemetry's name of the kind of database
 * @param text normalised: without literals and comments
 */
public record LiveStatement(
    long id,
    long parentId,
    long startNanoTime,
    long endNanoTime,
    String system,
    String text,
    int batchSize,
    String error)
    implements LiveSpan {}
