package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.BlockedThread;
import io.sonde.events.EventNames;
import java.util.List;
import java.util.Map;

/** Threads that wait for good: the agent's looks, and thread dumps. */
final class DeadlockSinks {
  private DeadlockSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(
        EventNames.DEADLOCK,
        (chunk, type) -> {
          FrameLines frames = new FrameLines();
          return event -> chunk.builder().blockedThread(blocked(event, frames));
        });
    sinks.put(
        "jdk.ThreadDump",
        (chunk, type) -> {
          FrameLines frames = new FrameLines();
          return event ->
              ThreadDumpReader.read(event.text("result"), event.startNanos(), frames)
                  .forEach(chunk.builder()::blockedThread);
        });
  }

  private static BlockedThread blocked(Event event, FrameLines frames) {
    return new BlockedThread(
        event.startNanos() - Math.max(0, event.number("knownNanos")),
        (int) event.number("deadlock"),
        event.text("threadName"),
        event.number("threadId"),
        event.text("wantedClass"),
        event.text("wantedIdentity"),
        event.text("ownerName"),
        frames.frames(event.text("frames")),
        List.of(),
        frames.frames(event.text("heldAt")));
  }
}
