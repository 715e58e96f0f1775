package io.sonde.analyzer.recording;

import io.sonde.analyzer.model.AgentState;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.Session;
import io.sonde.analyzer.model.SlowCall;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.Unit;
import io.sonde.events.EventNames;
import java.util.LinkedHashMap;
import java.util.Map;

/** The agent's own events, described in docs/events.md. */
final class AgentSinks {
  /** HotSpot names the thread that handles a signal after it: {@code SIGTERM handler}. */
  private static final String SIGNAL_THREAD = " handler";

  private AgentSinks() {}

  static void addTo(Map<String, EventSink.Factory> sinks) {
    sinks.put(
        EventNames.METHOD_TIMING,
        (chunk, type) -> event -> chunk.facts().agent().methodTiming(event));
    sinks.put(EventNames.SLOW_CALL, (chunk, type) -> event -> slowCall(chunk, event));
    sinks.put(EventNames.AGENT_STATE, (chunk, type) -> event -> agentState(chunk, event));
    sinks.put(
        EventNames.SESSION,
        (chunk, type) -> {
          boolean hasJvm = type.has("jvmArguments");
          return event -> session(chunk, event, hasJvm);
        });
    sinks.put(
        EventNames.GOVERNOR_STEP,
        (chunk, type) -> event -> chunk.facts().agent().turnedDown().step(event));
    sinks.put(EventNames.TRIGGER, (chunk, type) -> event -> trigger(chunk, event));
    sinks.put(EventNames.CLOCK_ANCHOR, (chunk, type) -> event -> clocks(chunk, event));
    sinks.put("jdk.Shutdown", (chunk, type) -> event -> shutdown(chunk, event));
    sinks.put(
        EventNames.TRANSFORM_FAILURE,
        (chunk, type) ->
            event ->
                chunk
                    .facts()
                    .agent()
                    .transformFailure(event.text("className"), event.text("reason")));
  }

  private static void trigger(ChunkFacts chunk, Event event) {
    double measured = event.real("measured");
    String value =
        switch (event.text("unit")) {
          case "ns" -> Formats.nanos(measured);
          case "share" -> Formats.percent(measured);
          default -> Formats.format(measured, Unit.COUNT) + " " + event.text("unit");
        };
    int subject = chunk.builder().className(event.text("condition") + ", measured: " + value);
    IncidentSinks.add(chunk, event, IncidentKind.DUMP_TRIGGER, subject, 0);
  }

  private static void clocks(ChunkFacts chunk, Event event) {
    chunk
        .facts()
        .clocks()
        .anchor(
            event.startNanos(),
            event.number("profilerTicks"),
            event.number("profilerTicksPerSecond"),
            event.number("uncertaintyNanos"));
  }

  /** JDK 17 to 25 give one reason for System.exit and signals; the thread tells them apart. */
  private static void shutdown(ChunkFacts chunk, Event event) {
    Event.Structure thread = event.structure("eventThread");
    String name = thread == null ? "" : thread.text("javaName");
    if (name.startsWith("SIG") && name.endsWith(SIGNAL_THREAD)) {
      String signal = name.substring(0, name.length() - SIGNAL_THREAD.length());
      chunk.facts().agent().endedBySignal(signal);
    }
  }

  private static void slowCall(ChunkFacts chunk, Event event) {
    chunk
        .builder()
        .slowCall(
            new SlowCall(
                event.startNanos(),
                event.durationNanos(),
                event.text("className"),
                event.text("methodName"),
                event.thread(),
                event.stack()));
  }

  private static void agentState(ChunkFacts chunk, Event event) {
    AgentState state =
        new AgentState(
            event.startNanos(),
            event.number("probeCalls"),
            (int) event.number("instrumentedMethods"),
            (int) event.number("failedClasses"),
            event.number("suppressedErrors"),
            event.number("budgetNanos"),
            event.number("estimatedCostNanos"),
            event.number("leastCostNanos"));
    chunk.builder().agentState(state);
    chunk.facts().agent().state(state);
  }

  private static void session(ChunkFacts chunk, Event event, boolean hasJvm) {
    Map<String, String> settings = new LinkedHashMap<>();
    event
        .text("settings")
        .lines()
        .forEach(
            line -> {
              int split = line.indexOf('=');
              if (split > 0) {
                settings.put(line.substring(0, split), line.substring(split + 1));
              }
            });
    if (hasJvm) {
      jvm(chunk, event);
    }
    chunk
        .facts()
        .agent()
        .session(
            new Session(
                event.text("agentVersion"),
                (int) event.number("schema"),
                settings,
                event.text("settingsHash"),
                event.text("sampler"),
                event.text("samplerReason")));
  }

  /** The agent leaves jdk.JVMInformation off, since its arguments are not masked. */
  private static void jvm(ChunkFacts chunk, Event event) {
    JvmFacts jvm = chunk.facts().jvm();
    jvm.jvm(
        "", event.text("jdk"), event.text("host"), event.number("pid"), event.number("jvmStart"));
    jvm.arguments(event.text("jvmArguments").replace('\n', ' '), event.text("mainClass"));
  }
}
