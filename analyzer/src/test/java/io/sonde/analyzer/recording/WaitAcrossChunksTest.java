package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.model.WaitTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread waits for a monitor while JFR begins a chunk: its stack trace is in the old one. */
class WaitAcrossChunksTest {
  private static final String BLOCKED = WaitAcrossChunksTest.class.getName() + ".blocked";

  @TempDir private Path directory;

  private final Object monitor = new Object();

  @Test
  void monitorWait_hasTheStackTraceItBeganWith() throws Exception {
    Path file = directory.resolve("across.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.enable("jdk.JavaMonitorEnter").withThreshold(Duration.ZERO).withStackTrace();
      recording.start();
      waitWhileAChunkBegins();
      recording.dump(file);
    }
    Recording recording = new SondeRecordingReader().read(List.of(file), "", ReadingProgress.NONE);
    assertThat(recording.chunks()).hasSizeGreaterThan(1);
    List<String> methods = new ArrayList<>();
    WaitTable waits = recording.waits();
    for (int i = 0; i < waits.size(); i++) {
      if (waits.kind(i) == WaitKind.MONITOR
          && recording.threads().get(waits.thread(i)).name().equals("blocked-thread")) {
        recording
            .stacks()
            .framesOf(waits.stack(i))
            .forEach(each -> methods.add(each.displayName()));
      }
    }
    assertThat(methods).contains(BLOCKED);
  }

  private void waitWhileAChunkBegins() throws InterruptedException {
    Thread waiting = new Thread(this::blocked, "blocked-thread");
    synchronized (monitor) {
      waiting.start();
      while (waiting.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      try (jdk.jfr.Recording another = new jdk.jfr.Recording()) {
        another.start();
      }
    }
    waiting.join();
  }

  private void blocked() {
    synchronized (monitor) {
      assertThat(Thread.holdsLock(monitor)).isTrue();
    }
  }
}
