package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.AgentState;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.Session;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Sonde's agent reported, its periods added up. */
final class AgentFacts {
  private static final int MOST_NAMES = 3;

  private final Map<MethodKey, MethodTotal> methods = new LinkedHashMap<>();
  private final LatencyHistograms histograms = new LatencyHistograms();
  private final RouteFacts routes = new RouteFacts(histograms);
  private final Map<String, String> transformFailures = new LinkedHashMap<>();
  private final Set<String> settingsHashes = new LinkedHashSet<>();
  private final TurnedDown turnedDown = new TurnedDown();
  private @Nullable Session session;
  private long suppressedErrors;
  private long failedClasses;
  private String endSignal = "";

  void session(Session session) {
    this.session = session;
    settingsHashes.add(session.settingsHash());
  }

  /** Counts since the agent's start: the largest is the last. */
  void state(AgentState state) {
    suppressedErrors = Math.max(suppressedErrors, state.suppressedErrors());
    failedClasses = Math.max(failedClasses, state.failedClasses());
    turnedDown.state(state);
  }

  /** The JVM was told to end: JFR closes its recording at once, before the program has drained. */
  void endedBySignal(String signal) {
    endSignal = signal;
  }

  void transformFailure(String className, String reason) {
    transformFailures.putIfAbsent(className, reason);
  }

  /** Adds one period of one method. */
  void methodTiming(Event event) {
    MethodKey key =
        new MethodKey(event.text("className"), event.text("methodName"), event.text("descriptor"));
    MethodTotal total = methods.computeIfAbsent(key, added -> new MethodTotal());
    total.add(event, histograms);
  }

  TurnedDown turnedDown() {
    return turnedDown;
  }

  RouteFacts routes() {
    return routes;
  }

  void add(AgentFacts later) {
    later.methods.forEach(
        (key, total) -> methods.computeIfAbsent(key, added -> new MethodTotal()).add(total));
    later.transformFailures.forEach(transformFailures::putIfAbsent);
    settingsHashes.addAll(later.settingsHashes);
    session = later.session == null ? session : later.session;
    suppressedErrors = Math.max(suppressedErrors, later.suppressedErrors);
    failedClasses = Math.max(failedClasses, later.failedClasses);
    turnedDown.add(later.turnedDown);
    histograms.add(later.histograms);
    routes.add(later.routes);
    endSignal = later.endSignal.isEmpty() ? endSignal : later.endSignal;
  }

  void finish(RecordingBuilder builder) {
    long configured = session == null ? 1 : MethodTotal.stride(session);
    methods.forEach((key, total) -> builder.methodTiming(total.timing(key, configured)));
    turnedDown.finish(builder);
    routes.finish(builder);
    if (session != null) {
      builder.session(session);
      if (!session.sampler().equals("async-profiler")) {
        String reason = session.samplerReason();
        problem(
            builder,
            Quality.Kind.SAMPLER_FALLBACK,
            "The agent sampled with "
                + session.sampler()
                + " instead of async-profiler"
                + (reason.isEmpty() ? "." : ": " + reason));
      }
    }
    if (settingsHashes.size() > 1) {
      problem(
          builder,
          Quality.Kind.SETTINGS_CHANGED,
          "The recording was made with " + settingsHashes.size() + " different settings.");
    }
    if (suppressedErrors > 0) {
      problem(
          builder,
          Quality.Kind.AGENT_ERRORS,
          suppressedErrors + " errors of the agent's probes were suppressed.");
    }
    histograms.finish(builder);
    failedClasses = Math.max(failedClasses, transformFailures.size());
    if (failedClasses > 0) {
      problem(builder, Quality.Kind.NOT_TRANSFORMED, failures());
    }
    if (session != null && !endSignal.isEmpty()) {
      problem(
          builder,
          Quality.Kind.RECORDING_ENDED_EARLY,
          "The JVM was ended by "
              + endSignal
              + ": JFR stops at the signal, so what the program did afterwards, such as a graceful"
              + " drain, is not recorded.");
    }
  }

  private String failures() {
    StringBuilder text = new StringBuilder();
    text.append(failedClasses).append(" classes could not be instrumented");
    if (transformFailures.isEmpty()) {
      return text.append("; the events that name them are not in this recording.").toString();
    }
    text.append(": ");
    text.append(
        String.join(
            "; ",
            transformFailures.entrySet().stream()
                .limit(MOST_NAMES)
                .map(each -> each.getKey() + " (" + each.getValue() + ")")
                .toList()));
    return text.append(failedClasses > MOST_NAMES ? "; …" : "").append('.').toString();
  }

  private static void problem(RecordingBuilder builder, Quality.Kind kind, String what) {
    builder.problem(new Quality.Problem(kind, "", what, 0, 0));
  }

  record MethodKey(String className, String methodName, String descriptor) {}
}
