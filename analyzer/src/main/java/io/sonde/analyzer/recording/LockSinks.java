package io.sonde.analyzer.recording;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Time waited for monitors and locks. Parks count only where the thread waits for a lock: a pool's
 * thread that waits for work is parked by design.
 */
final class LockSinks {
  private static final Pattern LOCKS =
      Pattern.compile(
          "java\\.util\\.concurrent\\.(locks\\.(ReentrantLock|ReentrantReadWriteLock|StampedLock)|"
              + "Semaphore)\\b.*");

  private LockSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(
        "jdk.JavaMonitorEnter",
        (chunk, type) -> event -> waited(chunk, event, event.className("monitorClass")));
    sinks.put("jdk.ThreadPark", (chunk, type) -> event -> parked(chunk, event));
  }

  private static void parked(ChunkFacts chunk, Event event) {
    int parked = event.className("parkedClass");
    if (parked >= 0 && LOCKS.matcher(chunk.builder().className(parked)).matches()) {
      waited(chunk, event, parked);
    }
  }

  private static void waited(ChunkFacts chunk, Event event, int lock) {
    SampleSource source =
        chunk.isAsyncProfiler() ? SampleSource.PROFILER_LOCK : SampleSource.JDK_LOCK;
    long nanos = Math.max(0, event.durationNanos());
    chunk.sample(source, event, event.thread(), nanos, lock);
  }
}
