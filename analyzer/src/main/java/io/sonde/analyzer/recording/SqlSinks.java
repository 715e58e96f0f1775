package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.WaitKind;
import io.sonde.events.EventNames;
import java.util.Map;

/** What requests asked of databases. */
final class SqlSinks {
  private static final int NONE = -1;

  private SqlSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(EventNames.SQL_STATEMENT, (chunk, type) -> event -> statement(chunk, event));
    sinks.put(EventNames.CONNECTION_ACQUIRE, (chunk, type) -> event -> connection(chunk, event));
  }

  private static void statement(ChunkFacts chunk, Event event) {
    WaitSinks.add(chunk, event, WaitKind.SQL, event.stackHandle(), NONE, NONE);
  }

  /** What was waited for is the pool. */
  private static void connection(ChunkFacts chunk, Event event) {
    String pool = event.text("pool");
    int poolClass = pool.isEmpty() ? NONE : chunk.builder().className(pool);
    WaitSinks.add(chunk, event, WaitKind.CONNECTION, event.stackHandle(), poolClass, NONE);
  }
}
