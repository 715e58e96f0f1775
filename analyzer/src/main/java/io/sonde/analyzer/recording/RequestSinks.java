package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.Route;
import io.sonde.events.EventNames;
import java.util.Map;

/** Requests, their tasks, and the exact totals of routes. */
final class RequestSinks {
  private static final String UNKNOWN_ROUTE = "(unknown route)";

  private RequestSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(EventNames.REQUEST, (chunk, type) -> event -> request(chunk, event));
    sinks.put(EventNames.TASK, (chunk, type) -> event -> task(chunk, event));
    sinks.put(
        EventNames.ROUTE_TIMING,
        (chunk, type) -> event -> chunk.facts().agent().routes().period(event));
  }

  private static void request(ChunkFacts chunk, Event event) {
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
                event.real("weight")));
  }

  /**
   * JDK 17 loses strings of more than 16 characters where a thread writes its first event right
   * after a chunk has begun; the request is still one.
   */
  static Route route(Event event) {
    String route = event.text("route");
    return new Route(event.text("kind"), route.isEmpty() ? UNKNOWN_ROUTE : route);
  }

  private static void task(ChunkFacts chunk, Event event) {
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
                event.number("allocatedBytes")));
  }
}
