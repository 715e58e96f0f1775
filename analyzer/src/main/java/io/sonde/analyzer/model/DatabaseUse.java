package io.sonde.analyzer.model;

/**
 * What one or several requests asked of databases, on all their threads; exact.
 *
 * @param statements with commits and rollbacks
 * @param statementNanos their time
 * @param connectionNanos time waited for connections
 */
public record DatabaseUse(long statements, long statementNanos, long connectionNanos) {
  /** Of agents that did not look at databases yet. */
  public static final DatabaseUse UNKNOWN = new DatabaseUse(-1, -1, -1);

  public boolean isKnown() {
    return statements >= 0 && statementNanos >= 0 && connectionNanos >= 0;
  }

  /** The sum; unknown where one of both is. */
  public DatabaseUse plus(DatabaseUse other) {
    return isKnown() && other.isKnown()
        ? new DatabaseUse(
            statements + other.statements,
            statementNanos + other.statementNanos,
            connectionNanos + other.connectionNanos)
        : UNKNOWN;
  }
}
