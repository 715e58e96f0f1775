package io.sonde.analyzer.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;

/** Records requests of this JVM, every fifth of which waits for a monitor whose owner sleeps. */
public final class HeldMonitor {
  public static final String OWNER = "settlement";

  private static final int REQUESTS = 25;
  private static final long HELD_MILLIS = 40;

  private static final Object LEDGER = new Object();

  private HeldMonitor() {}

  public static Path record(Path file) throws IOException {
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JavaMonitorEnter").withThreshold(Duration.ofMillis(1)).withStackTrace();
      recording.enable("jdk.ThreadSleep").withThreshold(Duration.ofMillis(1)).withStackTrace();
      recording.start();
      for (int i = 0; i < REQUESTS; i++) {
        if (i % 5 == 0) {
          waitForOwner();
        } else {
          RequestEvents.serve("GET /ledger", HeldMonitor::enter);
        }
      }
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  private static void waitForOwner() {
    Thread owner = new Thread(HeldMonitor::settle, OWNER);
    owner.start();
    while (owner.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    RequestEvents.serve("GET /ledger", HeldMonitor::enter);
    try {
      owner.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void settle() {
    synchronized (LEDGER) {
      try {
        Thread.sleep(HELD_MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void enter() {
    synchronized (LEDGER) {
      Thread.onSpinWait();
    }
  }
}
