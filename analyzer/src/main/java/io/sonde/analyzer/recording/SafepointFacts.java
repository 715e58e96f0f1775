package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.Safepoint;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Begins and ends of safepoints, which come as two events and may stand in two chunks. One without
 * the other tells no time, and is left out.
 */
final class SafepointFacts {
  /** Shorter ones are no incident: every collection makes one. The JDK's own default threshold. */
  private static final long LONG_NANOS = 10_000_000L;

  private final Map<Long, Begin> begins = new LinkedHashMap<>();
  private final Map<Long, Long> ends = new LinkedHashMap<>();

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(
        "jdk.SafepointBegin",
        (chunk, type) ->
            event -> {
              chunk.facts().safepoints().begin(event);
              if (event.durationNanos() >= LONG_NANOS) {
                add(chunk, event, IncidentKind.SAFEPOINT_SYNCHRONIZATION, -1);
              }
            });
    sinks.put(
        "jdk.ExecuteVMOperation",
        (chunk, type) ->
            event -> {
              if (event.durationNanos() >= LONG_NANOS && event.number("safepoint") != 0) {
                int operation = chunk.builder().className(event.text("operation"));
                add(chunk, event, IncidentKind.VM_OPERATION, operation);
              }
            });
    sinks.put("jdk.SafepointEnd", (chunk, type) -> event -> chunk.facts().safepoints().end(event));
  }

  private static void add(ChunkFacts chunk, Event event, IncidentKind kind, int subject) {
    IncidentSinks.add(chunk, event, kind, subject, event.number("safepointId"));
  }

  /** Lasts from the request until the last thread has stopped. */
  private void begin(Event event) {
    long start = event.startNanos();
    Begin begin = new Begin(start, start + Math.max(0, event.durationNanos()));
    begins.put(event.number("safepointId"), begin);
  }

  /** Lasts until the threads are let go. */
  private void end(Event event) {
    long end = event.startNanos() + Math.max(0, event.durationNanos());
    ends.put(event.number("safepointId"), end);
  }

  void add(SafepointFacts later) {
    begins.putAll(later.begins);
    ends.putAll(later.ends);
  }

  void finish(RecordingBuilder builder) {
    begins.forEach(
        (id, begin) -> {
          Long end = ends.get(id);
          if (end != null && end >= begin.stoppedNanos) {
            builder.safepoint(new Safepoint(id, begin.startNanos, begin.stoppedNanos, end));
          }
        });
  }

  private record Begin(long startNanos, long stoppedNanos) {}
}
