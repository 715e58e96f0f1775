package io.sonde.agent.recorder;

import io.sonde.agent.config.RecordingConfig;
import io.sonde.agent.sampler.AsyncSampler;
import io.sonde.agent.sampler.SamplerChoice;
import io.sonde.agent.sampler.SamplerStart;
import io.sonde.agent.sampler.SamplerUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/**
 * One recording from its start to its file: JFR's recording, the sampler and their parts on disk.
 * Not thread-safe; {@link Recorder} calls it under its lock.
 */
final class RunningRecording {
  private static final String NAME = "sonde";

  /** How long the exit waits for JFR, which closes its recordings in a hook of its own. */
  private static final Duration EXIT_PATIENCE = Duration.ofSeconds(5);

  private static final long POLL_MILLIS = 5;

  private final RecorderSettings settings;
  private final Consumer<String> say;
  private final Instant started = Instant.now();
  private final Path output;
  private final PartsDirectory parts;
  private final ProcessPointer pointer;
  private final Recording jfr;
  private final RecordingEvents events;
  private @Nullable SamplerStart starting;
  private @Nullable AsyncSampler sampler;

  private RunningRecording(
      PreparedRecording prepared,
      RecorderSettings settings,
      List<String> jvmArguments,
      Supplier<AgentCounters> counters,
      Consumer<String> say) {
    this.settings = settings;
    this.say = say;
    this.output = prepared.output();
    this.parts = prepared.parts();
    this.pointer = prepared.pointer();
    this.starting = prepared.sampler();
    SessionFacts facts = SessionFacts.of(settings.texts(), prepared.choice(), jvmArguments);
    this.events = new RecordingEvents(facts, counters);
    this.jfr = new Recording();
  }

  /**
   * @param jvmArguments for the session's event, unmasked
   */
  static RunningRecording start(
      RecorderSettings settings,
      List<String> jvmArguments,
      Supplier<AgentCounters> counters,
      Consumer<String> say)
      throws IOException {
    PreparedRecording prepared = PreparedRecording.of(settings);
    RunningRecording recording = null;
    try {
      recording = new RunningRecording(prepared, settings, jvmArguments, counters, say);
      recording.start();
      return recording;
    } catch (IOException | RuntimeException | Error failure) {
      if (recording != null) {
        recording.release();
      }
      prepared.discard();
      throw failure;
    }
  }

  private void start() throws IOException {
    RecordingConfig config = settings.recording();
    jfr.setName(NAME);
    jfr.setToDisk(true);
    jfr.setSettings(jfrSettings());
    jfr.setDestination(parts.jfrPart());
    jfr.setDumpOnExit(true);
    ageLimit();
    if (new Limits(config).maxBytes() > 0) {
      jfr.setMaxSize(new Limits(config).maxBytes());
    }
    jfr.start();
    writeState();
    awaitSampler();
    events.register();
    events.session(events.session());
    events.commitClocks();
    events.commitState();
    long budget = config.diskBudgetBytes() == 0 ? Long.MAX_VALUE : config.diskBudgetBytes();
    long leftovers = Math.max(0, budget - new Limits(config).maxBytes());
    LeftoverParts.clean(output.getParent(), leftovers, started);
  }

  private void awaitSampler() {
    SamplerStart start = starting;
    if (start == null) {
      return;
    }
    starting = null;
    try {
      sampler = start.await();
    } catch (SamplerUnavailableException failure) {
      SamplerChoice choice = SamplerChoice.fallback(failure);
      say.accept(choice.reason() + "; JFR's own samplers take over, without wall samples.");
      events.session(events.session().with(choice));
      jfr.setSettings(jfrSettings());
    }
  }

  /** From async-profiler to JFR's samplers, which see virtual threads. */
  void switchToJfrSamplers() {
    if (sampler == null) {
      return;
    }
    sampler.stop();
    sampler = null;
    events.session(events.session().with(SamplerChoice.virtualThreadsSeen()));
    jfr.setSettings(jfrSettings());
    say.accept("requests run on virtual threads; JFR's samplers take over from async-profiler.");
  }

  /** A readable file with all that was recorded up to now; the recording goes on. */
  Path dump(Path wanted) throws IOException {
    events.commitClocks();
    events.commitState();
    if (sampler != null) {
      sampler.flush();
    }
    Path unfinished = unfinished(wanted);
    try {
      searchPaths(false);
      jfr.dump(unfinished);
      parts.appendSamples(unfinished);
      return OutputPath.publish(unfinished, wanted);
    } finally {
      searchPaths(true);
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Ends the recording of a running process and writes its file. Had JFR a destination, its stop
   * would write there and keep an error to itself, and closing would delete the only other copy.
   */
  Path stop(Path wanted) throws IOException {
    events.commitClocks();
    events.commitState();
    searchPaths(false);
    try {
      jfr.setDestination(null);
      jfr.stop();
      jfr.dump(parts.jfrPart());
    } finally {
      release();
    }
    try {
      return write(wanted);
    } catch (IOException failure) {
      throw new IOException(
          "%s cannot be written (%s); the recording's parts are kept: run 'sonde assemble %s'"
              .formatted(wanted, failure, parts.path()),
          failure);
    }
  }

  /** Ends the recording of a process whose JFR is closing its recordings by itself. */
  Path finishAtExit() throws IOException {
    Instant deadline = Instant.now().plus(EXIT_PATIENCE);
    while (jfr.getState() != RecordingState.CLOSED && Instant.now().isBefore(deadline)) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException hurried) {
        break;
      }
    }
    if (sampler != null) {
      sampler.stop();
    }
    if (jfr.getState() != RecordingState.CLOSED) {
      throw new IOException("JFR did not close its recording within 5 s");
    }
    if (!ChunkFile.isWhole(parts.jfrPart())) {
      throw new IOException("JFR could not write its part whole");
    }
    return write(output);
  }

  /** Forces a new chunk: JFR itself does so by size only, and so would keep old data for long. */
  void rotate() {
    try (Recording empty = new Recording()) {
      empty.setName(NAME + " (new chunk)");
      empty.setSettings(JfrSettings.oldObjectsWithoutPaths());
      empty.start();
      empty.stop();
    }
  }

  /** Keeps only this much of both sources, back from now. */
  void trim(long keepNanos) throws IOException {
    jfr.setMaxAge(Duration.ofNanos(keepNanos));
    ageLimit();
    long oldest = System.currentTimeMillis() - keepNanos / 1_000_000;
    var ring = parts.samplerParts();
    for (Path part : ring.subList(0, Math.max(0, ring.size() - 1))) {
      if (Files.getLastModifiedTime(part).toMillis() < oldest) {
        Files.deleteIfExists(part);
      }
    }
  }

  void writeState() throws IOException {
    Map<String, String> state = new HashMap<>();
    state.put("schema", "1");
    state.put("pid", Long.toString(ProcessHandle.current().pid()));
    state.put("processStartMillis", Long.toString(ProcessStart.millis()));
    state.put("recordingStartMillis", Long.toString(started.toEpochMilli()));
    state.put("host", ProcessStart.host());
    state.put("output", output.toString());
    state.put("repository", System.getProperty("jdk.jfr.repository", ""));
    state.put("samples", PartsDirectory.SAMPLER_PREFIX);
    parts.writeState(state);
  }

  RecordingEvents events() {
    return events;
  }

  Path output() {
    return output;
  }

  Path partsPath() {
    return parts.path();
  }

  Instant started() {
    return started;
  }

  long jfrBytes() {
    return jfr.getSize();
  }

  long sizeBytes() {
    return jfr.getSize() + parts.sizeBytes();
  }

  boolean samplesWithAsyncProfiler() {
    return sampler != null;
  }

  boolean isRunning() {
    return jfr.getState() == RecordingState.RUNNING;
  }

  /** The ways out: hooks, sampler, JFR's recording. Parts on disk stay. */
  private void release() {
    events.unregister();
    if (sampler != null) {
      sampler.stop();
      sampler = null;
    }
    jfr.close();
  }

  private Path write(Path wanted) throws IOException {
    Path part = parts.jfrPart();
    parts.appendSamples(part);
    Path written;
    try {
      written = OutputPath.publish(part, wanted);
    } catch (IOException otherFileSystem) {
      written = copy(part, wanted);
    }
    pointer.delete();
    parts.delete();
    return written;
  }

  private static Path copy(Path part, Path wanted) throws IOException {
    Path unfinished = unfinished(wanted);
    try {
      Files.copy(part, unfinished);
      return OutputPath.publish(unfinished, wanted);
    } catch (IOException failure) {
      Files.deleteIfExists(unfinished);
      throw failure;
    }
  }

  private static Path unfinished(Path wanted) {
    return OutputPath.unused(wanted.resolveSibling(wanted.getFileName() + ".unfinished"));
  }

  /** The search for paths stops the application, so it is on for the exit alone. */
  private void searchPaths(boolean search) {
    if (settings.recording().leakPathsNanos() > 0 && isRunning()) {
      long nanos = search ? settings.recording().leakPathsNanos() : 0;
      jfr.setSettings(JfrSettings.of(settings.sampling(), events.session().sampler(), nanos));
    }
  }

  private Map<String, String> jfrSettings() {
    return JfrSettings.of(
        settings.sampling(), events.session().sampler(), settings.recording().leakPathsNanos());
  }

  private void ageLimit() {
    long nanos = settings.recording().maxAgeNanos();
    jfr.setMaxAge(nanos == 0 ? null : Duration.ofNanos(nanos));
  }
}
