package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.JavaLocks;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.events.EventNames;
import java.util.Map;

/**
 * Time waited for monitors and locks. Parks count only where the thread waits for a lock: a pool's
 * thread that waits for work is parked by design. A request's time is split by all of them.
 */
final class LockSinks {
  private static final int NO_THREAD = -1;

  private LockSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put("jdk.JavaMonitorEnter", (chunk, type) -> event -> entered(chunk, event));
    sinks.put("jdk.ThreadPark", (chunk, type) -> event -> parked(chunk, event));
    // No sample of a lock: where the thread was pinned, the JDK tells of the park as well.
    sinks.put(
        EventNames.VIRTUAL_PARK,
        (chunk, type) ->
            event ->
                WaitSinks.add(
                    chunk,
                    event,
                    WaitKind.PARK,
                    event.stackHandle(),
                    event.className("parkedClass"),
                    NO_THREAD));
  }

  private static void entered(ChunkFacts chunk, Event event) {
    int stack = event.stackHandle();
    int monitor = event.className("monitorClass");
    int owner = event.thread("previousOwner");
    sample(chunk, event, stack, monitor);
    WaitSinks.add(chunk, event, WaitKind.MONITOR, stack, monitor, owner, event.number("address"));
  }

  private static void parked(ChunkFacts chunk, Event event) {
    int parked = event.className("parkedClass");
    int stack = event.stackHandle();
    if (parked >= 0 && JavaLocks.isLock(chunk.builder().className(parked))) {
      sample(chunk, event, stack, parked);
    }
    WaitSinks.add(chunk, event, WaitKind.PARK, stack, parked, NO_THREAD);
  }

  private static void sample(ChunkFacts chunk, Event event, int stack, int lock) {
    SampleSource source =
        chunk.isAsyncProfiler() ? SampleSource.PROFILER_LOCK : SampleSource.JDK_LOCK;
    long nanos = Math.max(0, event.durationNanos());
    chunk.sample(source, event, event.thread(), stack, nanos, lock);
  }
}
