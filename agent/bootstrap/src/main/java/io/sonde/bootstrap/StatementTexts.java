package io.sonde.bootstrap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;

/** What prepared statements were prepared from, as long as they live. */
final class StatementTexts {
  private static final ConcurrentHashMap<Object, SqlText> TEXTS = new ConcurrentHashMap<>();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private StatementTexts() {}

  static void put(Object statement, SqlText text) {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      TEXTS.remove(gone);
    }
    TEXTS.put(new WeakIdentity(statement, GONE), text);
  }

  /** Null where the statement was prepared before we looked. */
  static SqlText get(Object statement) {
    return TEXTS.get(new WeakIdentity.Lookup(statement));
  }

  static void clear() {
    TEXTS.clear();
  }
}
