package io.sonde.agent.recorder;

import io.sonde.agent.config.SamplingConfig;
import io.sonde.agent.sampler.SamplerChoice;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/** The settings of our JFR recording: the table, the samplers that JFR has to stand in for. */
final class JfrSettings {
  private static final int FIRST_RELEASE_WITH_CPU_TIME = 25;

  /** The release whose throw events are throttled; earlier ones write every throw. */
  private static final int FIRST_RELEASE_WITH_THROTTLED_THROWS = 25;

  /** Below it the JDK's sampler thread itself costs too much; its own finest setting. */
  private static final long MIN_EXECUTION_PERIOD_NANOS = 1_000_000;

  static final String OLD_OBJECTS = "jdk.OldObjectSample";
  static final String NO_PATHS = "0 ns";

  private JfrSettings() {}

  static Map<String, String> of(
      SamplingConfig sampling, SamplerChoice choice, long leakPathsNanos) {
    Map<String, String> settings = new HashMap<>();
    for (EventType type : FlightRecorder.getFlightRecorder().getEventTypes()) {
      if (type.getName().startsWith("jdk.")) {
        settings.put(type.getName() + "#enabled", "false");
      }
    }
    EventTable.EVENTS.forEach(event -> event.addTo(settings));
    if (!choice.usesAsyncProfiler() || sampling.lockNanos() == 0) {
      EventTable.LOCKS.forEach(event -> event.addTo(settings));
    }
    addExactIo(settings);
    addExceptions(settings);
    addOldObjects(settings, leakPathsNanos);
    if (choice.usesJfr()) {
      addSamplers(settings, sampling);
    }
    return settings;
  }

  /** Old objects without the search for what keeps them: costs no pause. */
  static Map<String, String> oldObjectsWithoutPaths() {
    Map<String, String> settings = new HashMap<>();
    addOldObjects(settings, 0);
    return settings;
  }

  private static void addOldObjects(Map<String, String> settings, long leakPathsNanos) {
    EventSetting.on(OLD_OBJECTS).withStack().addTo(settings);
    settings.put(OLD_OBJECTS + "#cutoff", leakPathsNanos == 0 ? NO_PATHS : leakPathsNanos + " ns");
  }

  /** JDK 25 throttles I/O events to 100 a second by default: sums would be wrong. */
  private static void addExactIo(Map<String, String> settings) {
    for (String event : new String[] {"SocketRead", "SocketWrite", "FileRead", "FileWrite"}) {
      settings.put("jdk." + event + "#throttle", "off");
    }
  }

  private static void addExceptions(Map<String, String> settings) {
    if (Runtime.version().feature() >= FIRST_RELEASE_WITH_THROTTLED_THROWS) {
      EventSetting.on("jdk.JavaExceptionThrow").withStack().addTo(settings);
      settings.put("jdk.JavaExceptionThrow#throttle", "100/s");
    }
  }

  private static void addSamplers(Map<String, String> settings, SamplingConfig sampling) {
    if (sampling.cpuNanos() > 0 && hasCpuTimeSamples()) {
      EventSetting.on("jdk.CPUTimeSample").withStack().addTo(settings);
      settings.put("jdk.CPUTimeSample#throttle", sampling.cpuNanos() + " ns");
      EventSetting.on("jdk.CPUTimeSamplesLost").addTo(settings);
    } else if (sampling.cpuNanos() > 0) {
      long period = Math.max(sampling.cpuNanos(), MIN_EXECUTION_PERIOD_NANOS);
      EventSetting.every("jdk.ExecutionSample", period + " ns").withStack().addTo(settings);
    }
    if (sampling.allocBytes() > 0) {
      EventSetting.on("jdk.ObjectAllocationSample").withStack().addTo(settings);
      settings.put("jdk.ObjectAllocationSample#throttle", "300/s");
    }
  }

  private static boolean hasCpuTimeSamples() {
    return Runtime.version().feature() >= FIRST_RELEASE_WITH_CPU_TIME
        && System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }
}
