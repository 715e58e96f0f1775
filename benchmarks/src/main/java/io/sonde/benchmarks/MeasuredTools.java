package io.sonde.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JVM options by which each tool is asked to time {@link TimedWork#timed}. */
final class MeasuredTools {
  /** First release whose JFR times methods (JEP 520). */
  private static final int JDK_WITH_METHOD_TIMING = 25;

  private static final String CLASS = TimedWork.class.getName();

  private MeasuredTools() {}

  static Map<String, String[]> of(
      Path agent, Path asyncProfiler, Path openTelemetry, Path recordings) {
    String sonde =
        "-javaagent:%s=include=%s,sampler=off,file=%s"
            .formatted(agent, CLASS, recordings.resolve("sonde.jfr"));
    Map<String, String[]> tools = new LinkedHashMap<>();
    tools.put("no tool", options());
    tools.put("Sonde, exact", options(sonde));
    if (Runtime.version().feature() >= JDK_WITH_METHOD_TIMING) {
      tools.put(
          "JDK method-timing",
          options(
              "-XX:StartFlightRecording:method-timing=%s::timed,filename=%s"
                  .formatted(CLASS, recordings.resolve("jdk.jfr"))));
    }
    tools.put("Sonde, 1 in 64", options(sonde + ",timing=1/64"));
    // Without a threshold it would write an event with a stack trace per call.
    tools.put(
        "async-profiler trace",
        options(
            "-agentpath:%s=start,trace=%s.timed:1ms,jfr,file=%s"
                .formatted(asyncProfiler, CLASS, recordings.resolve("async-profiler.jfr"))));
    tools.put(
        "OpenTelemetry span",
        options(
            "-javaagent:" + openTelemetry,
            "-Dotel.instrumentation.methods.include=" + CLASS + "[timed]",
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none"));
    return tools;
  }

  private static String[] options(String... options) {
    return options;
  }
}
