package io.sonde.agent.recorder;

import io.sonde.agent.config.RecordingConfig;
import io.sonde.agent.sampler.AsyncSampler;
import io.sonde.agent.sampler.VirtualThreadWatch;
import io.sonde.bootstrap.Requests;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What a running recording needs every few seconds: new chunks, events about itself, a look at the
 * disk and at virtual threads. One daemon thread, which a stopped recording leaves none of.
 */
final class Upkeep {
  private static final long TICK_MILLIS = 5_000;

  /** sonde.AgentState and sonde.ClockAnchor: every second tick. */
  private static final int EVENTS_TICKS = 2;

  private static final int CHUNK_TICKS = (int) (AsyncSampler.RING_SECONDS * 1_000 / TICK_MILLIS);

  /** What is not worth keeping: when even this does not fit on the disk, the recording ends. */
  private static final Duration LEAST_KEPT = Duration.ofSeconds(AsyncSampler.RING_SECONDS);

  private final RecordingConfig config;
  private final Limits limits;
  private final RunningRecording recording;
  private final Recorder recorder;
  private final Consumer<String> say;
  private final Runnable onEnd;
  private final VirtualThreadWatch virtualThreads = new VirtualThreadWatch();
  private final DeadlockWatch deadlocks = new DeadlockWatch();
  private final Thread thread = new Thread(null, this::run, "sonde-recorder", 0, false);

  /** Start of what is still kept; moves on as the oldest parts are dropped. */
  private Instant keptSince;

  private volatile boolean ended;
  private boolean failed;

  /**
   * @param onEnd called when this upkeep has ended the recording
   */
  Upkeep(
      RecordingConfig config,
      RunningRecording recording,
      Recorder recorder,
      Consumer<String> say,
      Runnable onEnd) {
    this.config = config;
    this.limits = new Limits(config);
    this.recording = recording;
    this.recorder = recorder;
    this.say = say;
    this.onEnd = onEnd;
    this.keptSince = recording.started();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Called under the recorder's lock, by this thread too: then it must not interrupt itself. */
  void end() {
    ended = true;
    if (Thread.currentThread() != thread) {
      thread.interrupt();
    }
  }

  private void run() {
    try {
      for (int tick = 1; !ended; tick++) {
        Thread.sleep(untilNextTickMillis());
        tickSafely(tick);
        if (ended) {
          onEnd.run();
        }
      }
    } catch (InterruptedException stopped) {
      // The recording has been stopped.
    }
  }

  /** What fails once, such as a full disk, may work again: the limits must be kept all the same. */
  private void tickSafely(int tick) {
    try {
      tick(tick);
    } catch (Throwable failure) {
      if (!failed) {
        failed = true;
        say.accept(
            ended
                ? "the recording has ended and could not be written (%s); its parts are kept: run 'sonde assemble %s'."
                    .formatted(failure, recording.partsPath())
                : "keeping the recording within its limits failed and is tried again: "
                    + failure
                    + ".");
      }
    }
  }

  private long untilNextTickMillis() {
    if (config.durationNanos() == 0) {
      return TICK_MILLIS;
    }
    Duration left =
        Duration.between(Instant.now(), recording.started().plusNanos(config.durationNanos()));
    return Math.max(1, Math.min(TICK_MILLIS, left.toMillis()));
  }

  private void tick(int tick) throws IOException {
    // In each chunk anew: a ring drops the chunk that the first look wrote to.
    deadlocks.look((tick - 1) % CHUNK_TICKS == 0);
    recorder.whileRunning(recording, () -> keepUp(tick));
    Instant now = Instant.now();
    if (config.durationNanos() > 0
        && !now.isBefore(recording.started().plusNanos(config.durationNanos()))) {
      recorder.whileRunning(
          recording, () -> say.accept("recording written to " + recorder.stop(null) + "."));
    }
  }

  private void keepUp(int tick) throws IOException {
    keepWithinLimits();
    if (ended) {
      return;
    }
    if (tick % EVENTS_TICKS == 0) {
      recording.events().commitState();
      recording.events().commitClocks();
    }
    if (recording.samplesWithAsyncProfiler()
        && recording.events().automatic()
        && (Requests.onVirtualThreads() || virtualThreads.workRunsOnVirtualThreads())) {
      recording.switchToJfrSamplers();
    }
    if (tick % CHUNK_TICKS == 0) {
      recording.rotate();
      recording.writeState();
    }
  }

  private void keepWithinLimits() throws IOException {
    long covered = coveredNanos();
    long keep = limits.keepNanos(covered, recording.sizeBytes());
    if (keep < covered) {
      trim(keep);
    }
    if (lacksSpace()) {
      recording.rotate();
      trim(limits.halfNanos(coveredNanos()));
      if (lacksSpace() && coveredNanos() < LEAST_KEPT.toNanos()) {
        say.accept(
            "less than %d MB are free on the disk of %s: recording stops and is written to %s."
                .formatted(
                    config.freeSpaceFloorBytes() / 1_000_000,
                    recording.partsPath(),
                    recorder.stop(null)));
      }
    }
  }

  private void trim(long keepNanos) throws IOException {
    recording.trim(keepNanos);
    keptSince = Instant.now().minusNanos(keepNanos);
  }

  private long coveredNanos() {
    return Duration.between(keptSince, Instant.now()).toNanos();
  }

  private boolean lacksSpace() {
    return lacksSpace(recording.partsPath().toFile())
        || lacksSpace(new File(System.getProperty("jdk.jfr.repository", ".")));
  }

  private boolean lacksSpace(File directory) {
    return limits.lacksSpace(directory.getUsableSpace(), recording.jfrBytes());
  }
}
