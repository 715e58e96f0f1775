package io.sonde.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;

/** What prepared statements were prepared from, as long as they live. */
final class StatementTexts {
  private static final ConcurrentHashMap<Key, SqlText> TEXTS = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private StatementTexts() {}

  static void put(Object statement, SqlText text) {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      TEXTS.remove(gone);
    }
    TEXTS.put(new Key(statement, GONE), text);
  }

  /** Null where the statement was prepared before we looked. */
  static SqlText get(Object statement) {
    return TEXTS.get(new Key(statement, null));
  }

  static void clear() {
    TEXTS.clear();
  }

  /** The same as another of the same object; statements have an equality of their own. */
  private static final class Key extends WeakReference<Object> {
    private final int hash;

    private Key(Object statement, ReferenceQueue<Object> queue) {
      super(statement, queue);
      hash = System.identityHashCode(statement);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(Object other) {
      if (this == other) {
        return true;
      }
      Object statement = get();
      return statement != null && other instanceof Key && ((Key) other).get() == statement;
    }
  }
}
