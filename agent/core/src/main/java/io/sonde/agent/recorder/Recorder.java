package io.sonde.agent.recorder;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The recording of this JVM, as the rest of the agent sees it: started, dumped, stopped and started
 * again, any number of times, and written at exit. Thread-safe; each call returns when it is done.
 */
public final class Recorder {
  /** How long the exit waits for a start, dump or stop that is under way. */
  private static final Duration EXIT_PATIENCE = Duration.ofSeconds(5);

  private final RecorderSettings defaults;
  private final Supplier<AgentCounters> counters;
  private final Consumer<String> say;
  private final @Nullable Instrumentation instrumentation;
  private final Runnable ended;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable RunningRecording running;
  private @Nullable Upkeep upkeep;
  private boolean exitHookAdded;
  private volatile boolean exiting;

  /**
   * @param counters read for sonde.AgentState every ten seconds
   * @param say takes one sentence for the user
   * @param instrumentation lets JFR's stack traces be deeper than 64 frames; null leaves them
   * @param ended called, without a lock held, when a recording has ended by its duration or for
   *     want of disk space
   */
  public Recorder(
      RecorderSettings defaults,
      Supplier<AgentCounters> counters,
      Consumer<String> say,
      @Nullable Instrumentation instrumentation,
      Runnable ended) {
    this.defaults = defaults;
    this.counters = counters;
    this.say = say;
    this.instrumentation = instrumentation;
    this.ended = ended;
  }

  /** Starts a recording with the agent's own settings; nothing happens when one is running. */
  public void start() throws IOException {
    start(defaults);
  }

  /**
   * Starts a recording; nothing happens when one is running.
   *
   * @throws IOException when the output's directory cannot be written
   * @throws IllegalStateException when the JVM is shutting down: JFR could hang then (JDK-8373439)
   */
  public void start(RecorderSettings settings) throws IOException {
    lock.lock();
    try {
      if (running == null) {
        addExitHook();
        StackDepth.raise(instrumentation);
        if (exiting) {
          throw new IllegalStateException("the JVM is shutting down");
        }
        running =
            RunningRecording.start(settings, JvmArguments.here(instrumentation), counters, say);
        upkeep = new Upkeep(settings.recording(), running, this, say, ended);
        upkeep.start();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes all that was recorded up to now; the recording goes on.
   *
   * @param target the file, never overwritten: where it exists a number is added; null for the
   *     recording's own name
   * @return the file written
   * @throws IllegalStateException when nothing is being recorded
   */
  public Path dump(@Nullable Path target) throws IOException {
    lock.lock();
    try {
      RunningRecording recording = running();
      return recording.dump(orOutput(target, recording));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends the recording and writes its file.
   *
   * @param target as for {@link #dump}
   * @return the file written
   * @throws IllegalStateException when nothing is being recorded
   */
  public Path stop(@Nullable Path target) throws IOException {
    lock.lock();
    try {
      RunningRecording recording = running();
      running = null;
      endUpkeep();
      return recording.stop(orOutput(target, recording));
    } finally {
      lock.unlock();
    }
  }

  public RecorderStatus status() {
    lock.lock();
    try {
      RunningRecording recording = running;
      if (recording == null) {
        return RecorderStatus.IDLE;
      }
      var sampler = recording.events().session().sampler();
      return new RecorderStatus(
          true,
          recording.output(),
          recording.partsPath(),
          recording.started(),
          sampler.sampler(),
          sampler.reason(),
          recording.sizeBytes());
    } finally {
      lock.unlock();
    }
  }

  /** Runs a task of the upkeep, unless the recording has ended or the JVM is about to. */
  void whileRunning(RunningRecording recording, UpkeepTask task) throws IOException {
    if (!exiting && lock.tryLock()) {
      try {
        if (running == recording && recording.isRunning() && !exiting) {
          task.run();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Part of the upkeep, under the recorder's lock. */
  interface UpkeepTask {
    void run() throws IOException;
  }

  private RunningRecording running() {
    if (running == null) {
      throw new IllegalStateException("nothing is being recorded; start a recording first");
    }
    return running;
  }

  private static Path orOutput(@Nullable Path target, RunningRecording recording) {
    return target == null ? recording.output() : target.toAbsolutePath();
  }

  private void endUpkeep() {
    if (upkeep != null) {
      upkeep.end();
      upkeep = null;
    }
  }

  private void addExitHook() {
    if (!exitHookAdded) {
      Runtime.getRuntime().addShutdownHook(new Thread(null, this::exit, "sonde-exit", 0, false));
      exitHookAdded = true;
    }
  }

  private void exit() {
    exiting = true;
    try {
      if (!lock.tryLock(EXIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        say.accept(
            "the JVM ended while the recording was being started or written; what there is lies in"
                + " the output's .parts directory: run 'sonde assemble' on it.");
        return;
      }
      RunningRecording recording = running;
      if (recording != null) {
        running = null;
        endUpkeep();
        writeAtExit(recording);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeAtExit(RunningRecording recording) {
    try {
      say.accept("recording written to " + recording.finishAtExit() + ".");
    } catch (IOException | RuntimeException failure) {
      say.accept(
          "the recording could not be written to %s (%s); its parts are kept: run 'sonde assemble %s'."
              .formatted(recording.output(), failure.getMessage(), recording.partsPath()));
    }
  }
}
