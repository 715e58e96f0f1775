package io.sonde.extension;

import io.sonde.bootstrap.AgentPremain;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;

/** Starts Sonde's agent from within OpenTelemetry's. */
final class SondeStart {
  private static final String HOLDER = "io.opentelemetry.javaagent.bootstrap.InstrumentationHolder";
  private static final String AGENT_MAIN = "isolated/io/sonde/agent/AgentMain.class";

  private SondeStart() {}

  /** Returns whether it runs, and has left the probes to OpenTelemetry's agent. */
  static boolean start() {
    try {
      Instrumentation instrumentation =
          (Instrumentation)
              Class.forName(HOLDER, true, null).getMethod("getInstrumentation").invoke(null);
      File jar = jar();
      if (instrumentation == null || jar == null) {
        say("it is no extension of OpenTelemetry's agent here; the application runs unprofiled.");
        return false;
      }
      return AgentPremain.beginWithin(jar, instrumentation);
    } catch (ReflectiveOperationException | LinkageError other) {
      say(
          "it is no extension of OpenTelemetry's agent here ("
              + other
              + "); the application runs unprofiled.");
      return false;
    }
  }

  /** The extension's own jar: its class loader does not tell. */
  private static File jar() {
    String named = System.getProperty("otel.javaagent.extensions");
    if (named == null) {
      named = System.getenv("OTEL_JAVAAGENT_EXTENSIONS");
    }
    for (String path : named == null ? new String[0] : named.split(",")) {
      File file = new File(path.trim());
      File[] inFolder = file.listFiles((folder, name) -> name.endsWith(".jar"));
      for (File each : inFolder == null ? new File[] {file} : inFolder) {
        if (holdsAgent(each)) {
          return each;
        }
      }
    }
    return null;
  }

  private static boolean holdsAgent(File file) {
    try (JarFile jar = new JarFile(file, false)) {
      return jar.getEntry(AGENT_MAIN) != null;
    } catch (IOException none) {
      return false;
    }
  }

  private static void say(String sentence) {
    System.err.println("[sonde] " + sentence);
  }
}
