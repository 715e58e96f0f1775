package io.sonde.agent.signal;

import io.sonde.agent.config.SignalConfig;
import io.sonde.bootstrap.LiveSignals;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells spans and metrics live. Threads of the application leave what has ended in a queue and
 * never wait; one thread of the agent makes spans and metrics of it, and those of the SDK send
 * them. A back end that is down, slow or talks nonsense costs what it does not take.
 */
public final class Signals {
  /**
   * The SDK logs by java.util.logging, which an application may still be about to configure before
   * it has begun to serve; so it starts with the first request, or after this time.
   */
  private static final long LONGEST_SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** What is still to be sent may hold the process's end up for this long; our choice. */
  private static final long GRACE_MILLIS = 1_000;

  private final SignalConfig config;
  private final String recording;
  private final Consumer<String> say;
  private final SignalQueue queue = new SignalQueue();
  private final Thread thread;
  private final Thread hook;
  private volatile boolean stopped;
  private volatile @Nullable SignalSdk sdk;

  /**
   * @param recording name of the file, which spans carry
   * @param say where a sentence goes when nothing can be told
   */
  public Signals(SignalConfig config, String recording, Consumer<String> say) {
    this.config = config;
    this.recording = recording;
    this.say = say;
    ThreadGroup group = new ThreadGroup("sonde");
    this.thread = new Thread(group, this::run, "sonde-signals", 0, false);
    this.thread.setDaemon(true);
    this.hook = new Thread(group, this::end, "sonde-signals-end", 0, false);
  }

  /** What ends from now on is told. */
  public void start() {
    LiveSignals.start(queue, thread.getThreadGroup(), config.tellsSpans());
    Runtime.getRuntime().addShutdownHook(hook);
    thread.start();
  }

  /** Nothing is told any more; what has ended is still sent, for a second at most. */
  public void stop() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shutdownHasBegun) {
      return; // the hook does it
    }
    end();
  }

  /**
   * The recording was written because a condition held.
   *
   * @param condition as it was configured
   * @param measured in {@code unit}
   */
  public void dumped(String condition, double measured, String unit) {
    queue.dumped(new SignalQueue.Dump(condition, measured, unit, System.nanoTime()));
  }

  /** What was told so far, for people: name and number. */
  public Map<String, String> status() {
    SignalSdk running = sdk;
    SpanCounts spans = running == null ? new SpanCounts(0, 0, 0, 0) : running.spans();
    return Map.of(
        "spans", Long.toString(spans.made()),
        "spansSent", Long.toString(spans.sent()),
        "spansFailed", Long.toString(spans.failed()),
        "signalsDropped", Long.toString(queue.dropped() + spans.dropped()));
  }

  private void end() {
    LiveSignals.stop();
    stopped = true;
    LockSupport.unpark(thread);
    try {
      thread.join(2 * GRACE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long start = System.nanoTime();
    while (!stopped && queue.isEmpty() && System.nanoTime() - start < LONGEST_SILENCE_NANOS) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    if (stopped && queue.isEmpty()) {
      return; // to start the SDK for nothing would hold the process's end up
    }
    try (SignalSdk running = SignalSdk.start(config, recording)) {
      sdk = running;
      queue.use(running.sampling());
      RequestSignals signals = running.requests();
      while (!stopped) {
        queue.drainTo(signals);
        LockSupport.parkNanos(LOOK_NANOS);
      }
      queue.drainTo(signals);
      running.end(GRACE_MILLIS);
    } catch (Exception | LinkageError failure) {
      LiveSignals.stop();
      queue.clear();
      say.accept("no spans and metrics are told: " + reason(failure) + ". The recording goes on.");
    }
  }

  /** The innermost message says most. */
  private static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
