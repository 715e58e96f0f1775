package io.sonde.agent.instrument;

import io.sonde.agent.config.RequestConfig;
import io.sonde.agent.config.ServiceLevel;
import io.sonde.agent.config.TimingConfig;
import io.sonde.bootstrap.ExecutorsSeen;
import io.sonde.bootstrap.ForeignSpan;
import io.sonde.bootstrap.MethodTable;
import io.sonde.bootstrap.Objective;
import io.sonde.bootstrap.Objectives;
import io.sonde.bootstrap.Pools;
import io.sonde.bootstrap.Requests;
import io.sonde.bootstrap.Routes;
import io.sonde.bootstrap.SlowCalls;
import io.sonde.bootstrap.SqlText;
import io.sonde.bootstrap.TimingMode;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** All probes: from putting them in to taking them out again. */
public final class Probes {
  private final TimingConfig config;
  private final RequestConfig requestConfig;
  private final Instrumentation instrumentation;
  private final TransformFailures failures = new TransformFailures();
  private final CountDownLatch firstClassSeen = new CountDownLatch(1);
  private final ProbeTransformer transformer;
  private final MethodReporter methods = new MethodReporter();
  private final RouteReporter routes = new RouteReporter();
  private final PoolReporter pools = new PoolReporter();
  private final ExecutorReporter executors = new ExecutorReporter();
  private final ObjectiveReporter objectives = new ObjectiveReporter();
  private final PeriodicReports reports = new PeriodicReports(this::counts, this::others);
  private final RequestSelection requests;
  private final boolean timesNothing;
  private final boolean selectsNothing;
  private volatile @Nullable TaskWeaving tasks;

  public Probes(TimingConfig config, RequestConfig requestConfig, Instrumentation instrumentation) {
    this.config = config;
    this.requestConfig = requestConfig;
    this.instrumentation = instrumentation;
    MethodSelection timed = new MethodSelection(config.include(), config.exclude());
    this.requests = new RequestSelection(requestConfig, ForeignSpan.areOn());
    this.timesNothing = timed.isEmpty();
    this.selectsNothing = timed.isEmpty() && requests.isEmpty();
    this.transformer = new ProbeTransformer(timed, requests, failures, firstClassSeen);
  }

  /**
   * Puts probes into matching classes that are loaded from now on and, by retransforming, into
   * those loaded.
   *
   * @param running false in premain, where the application's threads do not run yet
   */
  public void install(boolean running) {
    if (timesNothing) {
      firstClassSeen.countDown();
    }
    if (selectsNothing) {
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
    reports.start(config.periodNanos());
    if (requestConfig.enabled()) {
      Pools.start(requestConfig.slowHoldNanos());
      startObjectives();
      if (ForeignSpan.areOn()) {
        Requests.expect(); // they are not woven by us
      }
      Requests.start(
          requestConfig.slowNanos(), (int) Math.min(requestConfig.perSecond(), Integer.MAX_VALUE));
      TaskWeaving weaving = new TaskWeaving(requests, retransformer());
      tasks = weaving;
      transformer.tell(weaving);
    }
  }

  private void startObjectives() {
    List<Objective> objectives = new ArrayList<>();
    for (ServiceLevel each : requestConfig.objectives()) {
      objectives.add(new Objective(each.text(), each.routes(), each.target(), each.boundNanos()));
    }
    Objectives.start(objectives);
  }

  /** Writes what was counted since the last events; to be called before a recording is read. */
  public void report() {
    reports.reportAll();
  }

  private void counts() {
    methods.report();
    routes.report();
    objectives.report();
    pools.report();
    executors.report();
  }

  private void others() {
    if (!timesNothing) {
      SlowCalls.recordingRuns();
    }
    failures.write();
  }

  /** Puts the original code back and gives the counters' memory up. */
  public void uninstall() {
    reports.stop();
    Requests.stop();
    if (!selectsNothing) {
      transformer.end();
      stopWeaving();
      instrumentation.removeTransformer(transformer);
      retransformer().retransform(loaded -> transformer.transformed().contains(loaded.getName()));
      transformer.transformed().clear();
      MethodTable.clear();
      Routes.clear();
      SqlText.clear();
      Pools.clear();
      ExecutorsSeen.clear();
    }
  }

  private void stopWeaving() {
    TaskWeaving weaving = tasks;
    if (weaving != null) {
      weaving.stop();
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
    return methods.calls();
  }

  /** Requests that have ended, up to the last report. */
  public long requests() {
    return routes.requests();
  }

  private Retransformer retransformer() {
    return new Retransformer(instrumentation, failures);
  }
}
