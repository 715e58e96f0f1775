package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.SqlStatement;
import io.sonde.analyzer.model.SqlTable;
import io.sonde.analyzer.model.SqlTableBuilder;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.events.EventNames;
import java.util.Map;

/** What requests asked of other services. */
final class HttpSinks {
  private static final int NONE = -1;
  private static final int SERVER_ERROR = 500;

  private HttpSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(EventNames.HTTP_CALL, (chunk, type) -> event -> call(chunk, event));
    sinks.put(EventNames.HTTP_CALLER, (chunk, type) -> event -> caller(chunk, event));
  }

  private static void call(ChunkFacts chunk, Event event) {
    if (event.number("asynchronous") == 0) {
      WaitSinks.add(chunk, event, WaitKind.HTTP, event.stackHandle(), NONE, NONE);
    }
    SqlTableBuilder calls = chunk.builder().httpCalls();
    calls.add(
        new SqlStatement(
            event.startNanos(),
            event.durationNanos(),
            event.thread(),
            event.number("requestId"),
            calls.text(text(event)),
            event.number("status"),
            1,
            failed(event)));
  }

  /** As a request fails: by an exception, or by the server's own fault. */
  private static boolean failed(Event event) {
    return !event.text("error").isEmpty() || event.number("status") >= SERVER_ERROR;
  }

  private static void caller(ChunkFacts chunk, Event event) {
    SqlTableBuilder calls = chunk.builder().httpCalls();
    calls.callerWithin(calls.text(text(event)), event.stack(), event.number("requestId"));
  }

  /** {@code POST payment:8081/payments/{id}}; those that nobody waited for stand apart. */
  private static String text(Event event) {
    return event.text("method")
        + " "
        + event.text("host")
        + ":"
        + event.number("port")
        + event.text("route")
        + (event.number("asynchronous") == 0 ? "" : SqlTable.ASYNCHRONOUS);
  }
}
