package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Wait;
import io.sonde.analyzer.model.WaitKind;
import java.util.Map;

/** Single waits that are no locks; {@link LockSinks} has monitors and parks. */
final class WaitSinks {
  private static final long NO_MONITOR = 0;
  private static final int NONE = -1;

  private WaitSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    put(sinks, "jdk.JavaMonitorWait", WaitKind.OBJECT_WAIT);
    put(sinks, "jdk.ThreadSleep", WaitKind.SLEEP);
    put(sinks, "jdk.SocketRead", WaitKind.SOCKET);
    put(sinks, "jdk.SocketWrite", WaitKind.SOCKET);
    file(sinks, "jdk.FileRead", IncidentKind.FILE_READ);
    file(sinks, "jdk.FileWrite", IncidentKind.FILE_WRITE);
    file(sinks, "jdk.FileForce", IncidentKind.FILE_FORCE);
  }

  private static void put(Map<String, EventSink.Factory> sinks, String eventType, WaitKind kind) {
    sinks.put(
        eventType,
        (chunk, type) ->
            event ->
                add(
                    chunk,
                    event,
                    kind,
                    event.stackHandle(),
                    event.className("monitorClass"),
                    NONE));
  }

  /** A wait, and beside it what its row has no column for: the file and the bytes. */
  private static void file(
      Map<String, EventSink.Factory> sinks, String eventType, IncidentKind kind) {
    String bytes = kind == IncidentKind.FILE_READ ? "bytesRead" : "bytesWritten";
    sinks.put(
        eventType,
        (chunk, type) ->
            event -> {
              add(chunk, event, WaitKind.FILE, event.stackHandle(), NONE, NONE);
              String path = FilePaths.pattern(event.text("path"));
              int subject = path.isEmpty() ? NONE : chunk.builder().className(path);
              IncidentSinks.add(chunk, event, kind, subject, Math.max(0, event.number(bytes)));
            });
  }

  /**
   * @param stack the event's {@link Event#stackHandle()}, which counts each time it is asked for
   */
  static void add(
      ChunkFacts chunk, Event event, WaitKind kind, int stack, int objectClass, int owner) {
    add(chunk, event, kind, stack, objectClass, owner, NO_MONITOR);
  }

  static void add(
      ChunkFacts chunk,
      Event event,
      WaitKind kind,
      int stack,
      int objectClass,
      int owner,
      long monitor) {
    chunk
        .builder()
        .waits()
        .add(
            new Wait(
                event.startNanos(),
                event.durationNanos(),
                kind,
                event.thread(),
                stack,
                objectClass,
                owner,
                monitor));
  }
}
