package io.sonde.agent;

import io.sonde.bootstrap.AgentLog;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts the recording after premain has returned. It is no daemon: a program that ends at once
 * still waits until its recording runs, and so leaves one. Beside the first Byte Buddy
 * transformation JFR's start would cost 0.3 s more (two cores), so it waits for that.
 */
final class StartThread {
  /**
   * Longest wait for the application's first class; an idle main must not keep us from starting.
   */
  private static final long PATIENCE_SECONDS = 2;

  private final CountDownLatch quiet;
  private final Runnable startRecording;

  /**
   * @param quiet opens when the application's first class has been through the transformer
   */
  StartThread(CountDownLatch quiet, Runnable startRecording) {
    this.quiet = quiet;
    this.startRecording = startRecording;
  }

  void start() {
    Thread thread = new Thread(null, this::run, "sonde-start", 0, false);
    thread.setDaemon(false);
    thread.start();
  }

  private void run() {
    try {
      quiet.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!shutdownHasBegun()) {
        startRecording.run();
      }
    } catch (Throwable failure) {
      AgentLog.say("the recording could not start: " + failure + ".");
    }
  }

  /** JFR must never be started during shutdown: it can hang (JDK-8373439). */
  private static boolean shutdownHasBegun() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException begun) {
      return true;
    }
  }
}
