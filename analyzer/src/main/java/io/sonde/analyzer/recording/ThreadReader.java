package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.ThreadRef;
import java.util.IdentityHashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/** Interns threads; the parser hands out one object per thread and chunk. */
final class ThreadReader {
  private final RecordingBuilder builder;
  private final Map<RecordedThread, Integer> known = new IdentityHashMap<>();

  ThreadReader(RecordingBuilder builder) {
    this.builder = builder;
  }

  /** Index of the thread in the model, or -1 for none. */
  int thread(@Nullable RecordedThread thread) {
    if (thread == null) {
      return -1;
    }
    return known.computeIfAbsent(thread, each -> builder.thread(describe(each)));
  }

  private static ThreadRef describe(RecordedThread thread) {
    boolean virtual = thread.hasField("virtual") && thread.getBoolean("virtual");
    return ref(
        thread.getJavaName(),
        thread.getOSName(),
        thread.getJavaThreadId(),
        thread.getOSThreadId(),
        virtual);
  }

  /** A thread by its name in Java, else by that of the operating system. */
  static ThreadRef ref(
      @Nullable String javaName, @Nullable String osName, long javaId, long osId, boolean virtual) {
    long os = Math.max(0, osId);
    String name = virtual ? "virtual thread" : "thread " + os;
    if (javaName != null && !javaName.isEmpty()) {
      name = javaName;
    } else if (osName != null && !osName.isEmpty()) {
      name = osName;
    }
    return new ThreadRef(name, Math.max(0, javaId), os, virtual);
  }
}
