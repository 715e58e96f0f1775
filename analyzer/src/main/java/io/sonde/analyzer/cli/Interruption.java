package io.sonde.analyzer.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into an early end: the JVM's exit waits until the work is done, and is
 * then an ordinary one.
 */
final class Interruption implements AutoCloseable {
  /** Longer than the slowest stop; a second Ctrl-C does not end the wait, kill -9 does. */
  private static final long PATIENCE_SECONDS = 200;

  /** Lets the command tell its error; then it waits for the exit that this hook delays. */
  private static final long ERROR_TOLD_MILLIS = 1000;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread worker = Thread.currentThread();
  private volatile boolean succeeded;
  private final Thread hook = new Thread(this::onExit, "sonde-interruption");

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Returns true as soon as the user asks to end, false after the time. */
  boolean await(long millis) throws InterruptedException {
    return asked.await(millis, TimeUnit.MILLISECONDS);
  }

  /** To be called when the work is done and told; without it the exit is an interrupted one. */
  void succeeded() {
    succeeded = true;
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException exiting) {
      // The hook runs and ends the process.
    }
  }

  private void onExit() {
    asked.countDown();
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS) || !succeeded) {
        worker.join(ERROR_TOLD_MILLIS);
      } else {
        Runtime.getRuntime().halt(ExitCode.DONE);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
