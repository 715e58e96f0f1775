package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.SqlStatement;
import io.sonde.analyzer.model.SqlTableBuilder;
import io.sonde.analyzer.model.SqlTemplate;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.events.EventNames;
import java.util.Map;

/** What requests asked of databases. */
final class SqlSinks {
  private static final int NONE = -1;

  private SqlSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(EventNames.SQL_STATEMENT, (chunk, type) -> event -> statement(chunk, event));
    sinks.put(EventNames.SQL_CALLER, (chunk, type) -> event -> caller(chunk, event));
    sinks.put(EventNames.SQL_TEMPLATE, (chunk, type) -> event -> template(chunk, event));
    sinks.put(EventNames.CONNECTION_ACQUIRE, (chunk, type) -> event -> connection(chunk, event));
  }

  private static void statement(ChunkFacts chunk, Event event) {
    WaitSinks.add(chunk, event, WaitKind.SQL, event.stackHandle(), NONE, NONE);
    SqlTableBuilder sql = chunk.builder().sql();
    sql.add(
        new SqlStatement(
            event.startNanos(),
            event.durationNanos(),
            event.thread(),
            event.number("requestId"),
            sql.text(event.text("text")),
            event.number("rows"),
            (int) event.number("batchSize"),
            !event.text("error").isEmpty()));
  }

  private static void caller(ChunkFacts chunk, Event event) {
    SqlTableBuilder sql = chunk.builder().sql();
    sql.callerWithin(sql.text(event.text("text")), event.stack(), event.number("requestId"));
  }

  private static void template(ChunkFacts chunk, Event event) {
    SqlTableBuilder sql = chunk.builder().sql();
    sql.template(
        sql.text(event.text("text")), new SqlTemplate(event.text("template"), event.text("types")));
  }

  /** What was waited for is the pool. */
  private static void connection(ChunkFacts chunk, Event event) {
    String pool = event.text("pool");
    int poolClass = pool.isEmpty() ? NONE : chunk.builder().className(pool);
    WaitSinks.add(chunk, event, WaitKind.CONNECTION, event.stackHandle(), poolClass, NONE);
  }
}
