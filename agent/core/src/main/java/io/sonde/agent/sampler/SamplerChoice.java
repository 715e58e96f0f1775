package io.sonde.agent.sampler;

import io.sonde.agent.config.SamplingConfig;
import java.util.Locale;
import java.util.Map;

/**
 * Who takes the samples, and why.
 *
 * @param sampler async-profiler, jfr or off
 * @param reason why it is not async-profiler, else empty
 */
public record SamplerChoice(String sampler, String reason) {
  public static final String ASYNC_PROFILER = "async-profiler";
  public static final String JFR = "jfr";
  public static final String OFF = "off";

  private static final String SPRING_KEY = "spring.threads.virtual.enabled";

  /** What the settings and the command line say, before anything has been seen. */
  public static SamplerChoice of(
      SamplingConfig config, Map<String, String> properties, Map<String, String> environment) {
    return switch (config.sampler()) {
      case OFF -> new SamplerChoice(OFF, "sampler=off");
      case JFR -> new SamplerChoice(JFR, "sampler=jfr");
      case ASYNC_PROFILER -> new SamplerChoice(ASYNC_PROFILER, "");
      default ->
          VirtualThreadWatch.exist() && springUsesVirtualThreads(properties, environment)
              ? new SamplerChoice(JFR, "requests run on virtual threads (" + SPRING_KEY + ")")
              : new SamplerChoice(ASYNC_PROFILER, "");
    };
  }

  public static SamplerChoice fallback(SamplerUnavailableException failure) {
    return new SamplerChoice(JFR, "async-profiler: " + failure.getMessage());
  }

  public static SamplerChoice virtualThreadsSeen() {
    return new SamplerChoice(JFR, "requests run on virtual threads");
  }

  public boolean usesAsyncProfiler() {
    return sampler.equals(ASYNC_PROFILER);
  }

  public boolean usesJfr() {
    return sampler.equals(JFR);
  }

  private static boolean springUsesVirtualThreads(
      Map<String, String> properties, Map<String, String> environment) {
    String variable = SPRING_KEY.toUpperCase(Locale.ROOT).replace('.', '_');
    return "true".equalsIgnoreCase(properties.get(SPRING_KEY))
        || "true".equalsIgnoreCase(environment.get(variable))
        || properties.getOrDefault("sun.java.command", "").contains("--" + SPRING_KEY + "=true");
  }
}
