package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import java.util.Map;

/** What happens in the JVM and is neither a sample nor a wait. */
final class IncidentSinks {
  private IncidentSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put("jdk.JavaExceptionThrow", (chunk, type) -> event -> thrown(chunk, event));
    sinks.put("jdk.JavaErrorThrow", (chunk, type) -> event -> thrown(chunk, event));
    sinks.put(
        "jdk.VirtualThreadPinned",
        (chunk, type) -> {
          boolean hasReason = type.has("pinnedReason");
          return event -> {
            int reason = hasReason ? chunk.builder().className(event.text("pinnedReason")) : -1;
            add(chunk, event, IncidentKind.PINNED, reason, 0);
          };
        });
  }

  private static void thrown(ChunkFacts chunk, Event event) {
    add(chunk, event, IncidentKind.EXCEPTION, event.className("thrownClass"), 0);
  }

  /**
   * @param subject as {@link Incident#subject()}
   */
  static void add(ChunkFacts chunk, Event event, IncidentKind kind, int subject, long amount) {
    add(chunk, event, event.thread(), kind, subject, amount);
  }

  /**
   * @param thread that it is about, which need not be the one that wrote the event
   */
  static void add(
      ChunkFacts chunk, Event event, int thread, IncidentKind kind, int subject, long amount) {
    chunk
        .builder()
        .incidents()
        .add(
            new Incident(
                kind,
                event.startNanos(),
                Math.max(0, event.durationNanos()),
                thread,
                event.stack(),
                subject,
                amount,
                1));
  }
}
