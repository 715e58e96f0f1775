package io.sonde.agent.instrument;

import io.sonde.agent.config.TimingConfig;
import io.sonde.bootstrap.MethodTable;
import io.sonde.bootstrap.SlowCalls;
import io.sonde.bootstrap.TimingMode;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Method timing as a whole: from installing the probes to taking them out again. */
public final class MethodTimer {
  private final TimingConfig config;
  private final Instrumentation instrumentation;
  private final TransformFailures failures = new TransformFailures();
  private final CountDownLatch firstClassSeen = new CountDownLatch(1);
  private final TimingTransformer transformer;
  private final MethodReporter reporter = new MethodReporter(failures);
  private final boolean selectsNothing;

  public MethodTimer(TimingConfig config, Instrumentation instrumentation) {
    this.config = config;
    this.instrumentation = instrumentation;
    MethodSelection selection = new MethodSelection(config.include(), config.exclude());
    this.selectsNothing = selection.isEmpty();
    this.transformer = new TimingTransformer(selection, failures, firstClassSeen);
  }

  /**
   * Times matching classes that are loaded from now on and, by retransforming, those loaded.
   *
   * @param running false in premain, where the application's threads do not run yet
   */
  public void install(boolean running) {
    if (selectsNothing) {
      firstClassSeen.countDown();
      return;
    }
    TimingMode.setStride((int) config.stride());
    TimingMode.setSlowCallNanos(config.slowCallNanos());
    SlowCalls.setPerSecond((int) Math.min(config.slowCallsPerSecond(), Integer.MAX_VALUE));
    MethodTable.setBudgetBytes(config.memoryBytes());
    instrumentation.addTransformer(transformer, true);
    if (running) {
      retransformer().retransform(transformer::wants);
    } else {
      retransformer().retransformOnce(transformer::wants);
    }
  }

  /**
   * Opens when the first class of the application has been loaded and, where it matched, been
   * transformed: before that a starting recording would slow both down.
   */
  public CountDownLatch firstClassSeen() {
    return firstClassSeen;
  }

  /** Begins to write events; to be called when the recording runs. */
  public void startReporting() {
    reporter.start(config.periodNanos());
  }

  /** Writes what was counted since the last events; to be called before a recording is read. */
  public void report() {
    reporter.reportAll();
  }

  /** Puts the original code back and gives the counters' memory up. */
  public void uninstall() {
    reporter.stop();
    if (!selectsNothing) {
      transformer.end();
      instrumentation.removeTransformer(transformer);
      retransformer().retransform(loaded -> transformer.transformed().contains(loaded.getName()));
      transformer.transformed().clear();
      MethodTable.clear();
    }
  }

  /** Number of methods that carried probes at some time. */
  public int instrumentedMethods() {
    return MethodTable.size();
  }

  /** Number of classes that could not be instrumented. */
  public int failedClasses() {
    return failures.count();
  }

  /** Why classes could not be instrumented, by class name; at most 200. */
  public Map<String, String> failures() {
    return failures.reasons();
  }

  /** Calls that the probes have counted, up to the last report. */
  public long probeCalls() {
    return reporter.calls();
  }

  private Retransformer retransformer() {
    return new Retransformer(instrumentation, failures);
  }
}
