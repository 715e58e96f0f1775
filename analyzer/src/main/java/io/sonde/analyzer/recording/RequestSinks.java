package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.DatabaseUse;
import io.sonde.analyzer.model.HttpUse;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.ServiceObjective;
import io.sonde.events.EventNames;
import java.util.Map;

/** Requests, their tasks, and the exact totals of routes. */
final class RequestSinks {
  private static final String UNKNOWN_ROUTE = "(unknown route)";
  private static final String SQL_COUNT = "sqlCount";
  private static final String RUN_QUEUE = "runQueueNanos";
  private static final String HTTP_COUNT = "httpCount";

  private RequestSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(
        EventNames.REQUEST,
        (chunk, type) -> {
          boolean counted = type.has(SQL_COUNT);
          boolean called = type.has(HTTP_COUNT);
          boolean queued = type.has(RUN_QUEUE);
          return event ->
              request(
                  chunk,
                  event,
                  database(event, counted),
                  http(event, called),
                  runQueue(event, queued));
        });
    sinks.put(
        EventNames.TASK,
        (chunk, type) -> {
          boolean queued = type.has(RUN_QUEUE);
          return event -> task(chunk, event, runQueue(event, queued));
        });
    sinks.put(
        EventNames.ROUTE_TIMING,
        (chunk, type) -> {
          boolean counted = type.has(SQL_COUNT);
          RouteFacts routes = chunk.facts().agent().routes();
          boolean called = type.has(HTTP_COUNT);
          return event -> routes.period(event, database(event, counted), http(event, called));
        });
    sinks.put(EventNames.OBJECTIVE, (chunk, type) -> event -> objective(chunk, event));
  }

  private static void objective(ChunkFacts chunk, Event event) {
    chunk
        .builder()
        .requests()
        .add(
            new ServiceObjective(
                event.text("objective"),
                event.real("target"),
                event.number("boundNanos"),
                event.number("good"),
                event.number("total")));
  }

  /** Older agents did not count statements: then nothing is known, which is not none. */
  private static DatabaseUse database(Event event, boolean counted) {
    return counted
        ? new DatabaseUse(
            event.number(SQL_COUNT), event.number("sqlNanos"), event.number("connectionNanos"))
        : DatabaseUse.UNKNOWN;
  }

  private static HttpUse http(Event event, boolean counted) {
    return counted
        ? new HttpUse(event.number(HTTP_COUNT), event.number("httpNanos"))
        : HttpUse.UNKNOWN;
  }

  /** Nor did they read the scheduler's statistics. */
  private static long runQueue(Event event, boolean read) {
    return read ? event.number(RUN_QUEUE) : -1;
  }

  private static void request(
      ChunkFacts chunk, Event event, DatabaseUse database, HttpUse http, long runQueueNanos) {
    RecordingBuilder builder = chunk.builder();
    String error = event.text("error");
    builder
        .requests()
        .add(
            new Request(
                event.number("requestId"),
                event.number("parentId"),
                builder.requests().route(route(event)),
                event.startNanos(),
                event.durationNanos(),
                event.thread("entryThread"),
                event.number("entryNanos"),
                (int) event.number("status"),
                error.isEmpty() ? -1 : builder.className(error),
                event.text("traceId"),
                event.number("cpuNanos"),
                event.number("allocatedBytes"),
                event.real("weight"),
                database,
                http,
                runQueueNanos));
  }

  /**
   * JDK 17 loses strings of more than 16 characters where a thread writes its first event right
   * after a chunk has begun; the request is still one.
   */
  static Route route(Event event) {
    String route = event.text("route");
    return new Route(event.text("kind"), route.isEmpty() ? UNKNOWN_ROUTE : route);
  }

  private static void task(ChunkFacts chunk, Event event, long runQueueNanos) {
    chunk
        .builder()
        .requests()
        .add(
            new RequestTask(
                event.number("requestId"),
                event.thread(),
                event.startNanos(),
                event.durationNanos(),
                event.number("queuedNanos"),
                event.number("cpuNanos"),
                event.number("allocatedBytes"),
                runQueueNanos));
  }
}
