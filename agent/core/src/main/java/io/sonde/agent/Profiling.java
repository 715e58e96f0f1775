package io.sonde.agent;

import io.sonde.agent.config.Key;
import io.sonde.agent.config.RequestConfig;
import io.sonde.agent.config.Settings;
import io.sonde.agent.config.TimingConfig;
import io.sonde.agent.control.ControlledAgent;
import io.sonde.agent.governor.GovernorState;
import io.sonde.agent.governor.OverheadGovernor;
import io.sonde.agent.instrument.Probes;
import io.sonde.agent.recorder.AgentCounters;
import io.sonde.agent.recorder.Recorder;
import io.sonde.agent.recorder.RecorderSettings;
import io.sonde.agent.recorder.RecorderStatus;
import io.sonde.bootstrap.AgentLog;
import io.sonde.bootstrap.MethodTable;
import io.sonde.bootstrap.ProbeErrors;
import io.sonde.bootstrap.SlowCalls;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Probes and recording together: put in, started, stopped and taken out, any number of times in the
 * life of the JVM.
 */
final class Profiling implements ControlledAgent {
  private final Instrumentation instrumentation;
  private final Recorder recorder;
  private boolean started;
  private volatile @Nullable Probes probes;
  private volatile long memoryLimitBytes;
  private volatile @Nullable OverheadGovernor governor;
  private volatile @Nullable Telling telling;

  Profiling(Settings settings, Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
    this.recorder =
        new Recorder(
            RecorderSettings.of(settings),
            this::counters,
            AgentLog::say,
            instrumentation,
            this::isRecording);
  }

  /**
   * Puts the probes in.
   *
   * @param running whether threads of the application run: not in premain
   * @return opens when a recording may start without slowing the first transformation down
   */
  synchronized CountDownLatch install(Settings settings, boolean running) {
    TimingConfig config = TimingConfig.of(settings);
    Probes probes = new Probes(config, RequestConfig.of(settings), instrumentation);
    this.probes = probes;
    memoryLimitBytes = config.memoryBytes();
    probes.install(running);
    return probes.firstClassSeen();
  }

  /** Starts the recording for which {@link #install} has prepared; takes the probes out if not. */
  synchronized void record(Settings settings) throws IOException {
    Probes probes = this.probes;
    if (probes == null) {
      return;
    }
    try {
      NativeAccess.allow(instrumentation);
      recorder.start(RecorderSettings.of(settings));
      started = true;
      Telling telling = new Telling(settings, recorder.status().output(), () -> dump(null));
      this.telling = telling;
      telling.start();
      probes.startReporting();
      startGovernor(settings);
    } catch (IOException | RuntimeException | Error failure) {
      detach();
      throw failure;
    }
  }

  private void startGovernor(Settings settings) {
    double share = settings.share(Key.OVERHEAD);
    if (share > 0) {
      OverheadGovernor started =
          new OverheadGovernor(share, (int) TimingConfig.of(settings).stride());
      started.start();
      governor = started;
    }
  }

  /** Also takes the probes out when the recording has ended by itself. */
  @Override
  public synchronized boolean isRecording() {
    if (started && !recorder.status().recording()) {
      detach();
    }
    return probes != null;
  }

  @Override
  public synchronized void start(Settings settings) throws IOException {
    try {
      install(settings, true);
    } catch (RuntimeException | Error failure) {
      detach();
      throw failure;
    }
    record(settings);
  }

  @Override
  public synchronized Path dump(@Nullable Path target) throws IOException {
    report();
    return recorder.dump(target);
  }

  @Override
  public synchronized Path stop(@Nullable Path target) throws IOException {
    try {
      report();
      return recorder.stop(target);
    } finally {
      detach();
    }
  }

  @Override
  public Map<String, String> status() {
    Map<String, String> status = new TreeMap<>();
    status.put("suppressedErrors", Long.toString(ProbeErrors.count()));
    RecorderStatus recording = recorder.status();
    if (recording.recording()) {
      status.put("file", String.valueOf(recording.output()));
      status.put("started", String.valueOf(recording.started()));
      status.put("sampler", recording.sampler());
      status.put("samplerReason", recording.samplerReason());
      status.put("sizeBytes", Long.toString(recording.sizeBytes()));
    }
    Telling telling = this.telling;
    if (telling != null) {
      status.putAll(telling.status());
    }
    Probes probes = this.probes;
    if (probes != null) {
      status.put("timedMethods", Integer.toString(probes.instrumentedMethods()));
      status.put("requests", Long.toString(probes.requests()));
      status.put("calls", Long.toString(probes.probeCalls()));
      status.put("failedClasses", Integer.toString(probes.failedClasses()));
      status.put("memoryBytes", Long.toString(MethodTable.chargedBytes()));
      status.put("memoryLimitBytes", Long.toString(memoryLimitBytes));
      status.putAll(OverheadStatus.of(governorState()));
      probes.failures().forEach((type, why) -> status.put("untransformed." + type, why));
    }
    return status;
  }

  private void report() {
    Probes probes = this.probes;
    if (probes != null) {
      probes.report();
    }
  }

  private void detach() {
    Probes probes = this.probes;
    this.probes = null;
    started = false;
    OverheadGovernor governor = this.governor;
    this.governor = null;
    if (governor != null) {
      governor.stop();
    }
    Telling telling = this.telling;
    this.telling = null;
    if (telling != null) {
      telling.stop();
    }
    if (probes != null) {
      probes.uninstall();
    }
  }

  private @Nullable GovernorState governorState() {
    OverheadGovernor governor = this.governor;
    return governor == null ? null : governor.state();
  }

  private AgentCounters counters() {
    Probes probes = this.probes;
    return probes == null
        ? new AgentCounters(
            0, 0, 0, ProbeErrors.count(), SlowCalls.dropped(), AgentCounters.Overhead.UNKNOWN)
        : new AgentCounters(
            probes.probeCalls(),
            probes.instrumentedMethods(),
            probes.failedClasses(),
            ProbeErrors.count(),
            SlowCalls.dropped(),
            OverheadStatus.overhead(governorState()));
  }
}
