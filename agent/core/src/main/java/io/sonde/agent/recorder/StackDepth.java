package io.sonde.agent.recorder;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * JFR cuts stack traces at 64 frames, which a servlet stack with a framework exceeds; its limit can
 * be set only before JFR starts, and only on the command line or through an internal class.
 */
final class StackDepth {
  private static final int JFR_DEFAULT = 64;

  /** Deep enough for a filter chain over a framework over an ORM; 25 bytes a frame and trace. */
  private static final int WANTED = 256;

  private StackDepth() {}

  /** Leaves alone what the user set on the command line, and a JFR that already runs. */
  static void raise(@Nullable Instrumentation instrumentation) {
    if (instrumentation == null || FlightRecorder.isInitialized()) {
      return;
    }
    try {
      instrumentation.redefineModule(
          FlightRecorder.class.getModule(),
          Set.of(),
          Map.of("jdk.jfr.internal", Set.of(StackDepth.class.getModule())),
          Map.of(),
          Set.of(),
          Map.of());
      // Each initialises the other: in the JDK's own order, else the application's first use of JFR
      // meanwhile and this wait for each other for ever.
      Class.forName("jdk.jfr.internal.JVM");
      Class<?> options = Class.forName("jdk.jfr.internal.Options");
      Method get = options.getMethod("getStackDepth");
      if (((Number) get.invoke(null)).intValue() == JFR_DEFAULT) {
        options.getMethod("setStackDepth", Integer.class).invoke(null, WANTED);
      }
    } catch (ReflectiveOperationException | RuntimeException changedJdk) {
      // Truncated stack traces are marked as such in the recording.
    }
  }
}
