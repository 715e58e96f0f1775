package io.sonde.bootstrap;

/**
 * What the statements of one connection were prepared from, while one thread works with it for one
 * request: most are closed with it. Held here they need no weak reference, which each costs a place
 * in a map that all threads share and a look by the collector. Used by its thread alone.
 */
final class FreshStatements {
  /** A power of two; a pool's statement and the driver's within it take a place each. */
  private static final int PLACES = 8;

  private final Object[] statements = new Object[PLACES];
  private final SqlText[] texts = new SqlText[PLACES];
  private final Object connection;
  private int next;

  /**
   * @param connection as the application has it
   */
  FreshStatements(Object connection) {
    this.connection = connection;
  }

  boolean areOf(Object connection) {
    return this.connection == connection;
  }

  void put(Object statement, SqlText text) {
    if (get(statement) != null) {
      return; // a pool's connection and its superclass both prepare it
    }
    int place = next++ & PLACES - 1;
    if (statements[place] != null) {
      StatementTexts.put(statements[place], texts[place]);
    }
    statements[place] = statement;
    texts[place] = text;
  }

  /** Null where it is none of these. */
  SqlText get(Object statement) {
    for (int place = 0; place < PLACES; place++) {
      if (statements[place] == statement) {
        return texts[place];
      }
    }
    return null;
  }

  /** The thread leaves the request with its connection open: others may use the statements. */
  void handOver() {
    for (int place = 0; place < PLACES; place++) {
      if (statements[place] != null) {
        StatementTexts.put(statements[place], texts[place]);
      }
    }
  }
}
