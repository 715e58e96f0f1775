package io.sonde.bootstrap;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.jar.JarFile;

/**
 * Where the JVM enters the agent. This class alone stays in the system class loader; it does as
 * little as possible, because a premain that throws would end the JVM and every millisecond here
 * delays main.
 */
public final class AgentPremain {
  /** Begins an argument that is a command; the rest names the file for the reply. */
  private static final String CONTROL = "control=";

  private AgentPremain() {}

  public static void premain(String arguments, Instrumentation instrumentation) {
    enter(arguments, instrumentation, false);
  }

  /**
   * OpenTelemetry's agent has our extension: its spans are recorded, and most of our probes stay
   * out.
   *
   * @param jar that holds the agent
   * @return whether the agent runs, for its spans alone
   */
  public static boolean beginWithin(File jar, Instrumentation instrumentation) {
    try {
      if (bootClassesArePresent()) {
        tell("", "the agent runs already, with probes of its own; the extension does nothing.");
        return false;
      }
      return start(jar, "", instrumentation, false, true);
    } catch (Throwable failure) {
      tell("", "could not start (" + failure + "); the application runs unprofiled.");
      return false;
    }
  }

  public static void agentmain(String arguments, Instrumentation instrumentation) {
    enter(arguments, instrumentation, true);
  }

  private static void enter(String arguments, Instrumentation instrumentation, boolean attached) {
    try {
      if (bootClassesArePresent()) {
        if (!AgentLink.attach(arguments, instrumentation)) {
          tell(
              arguments,
              "the agent could not start in this JVM earlier; restart the JVM to profile it.");
        }
      } else {
        start(arguments, instrumentation, attached);
      }
    } catch (Throwable failure) {
      tell(arguments, "could not start (" + failure + "); the application runs unprofiled.");
    }
  }

  private static boolean bootClassesArePresent() {
    try {
      Class.forName("io.sonde.bootstrap.AgentLink", false, null);
      return true;
    } catch (ClassNotFoundException notYet) {
      return false;
    }
  }

  private static void start(String arguments, Instrumentation instrumentation, boolean attached)
      throws Exception {
    File file =
        new File(AgentPremain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    start(file, arguments, instrumentation, attached, false);
  }

  private static boolean start(
      File file,
      String arguments,
      Instrumentation instrumentation,
      boolean attached,
      boolean foreignSpans)
      throws Exception {
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      tell(
          arguments,
          "the module jdk.jfr is missing; start with --add-modules jdk.jfr, or add it to the runtime"
              + " image (jlink --add-modules jdk.jfr). The application runs unprofiled.");
      return false;
    }
    JarFile jar = new JarFile(file, false);
    if (jar.getEntry(IsolatedLoader.MAIN_ENTRY) == null || !isAgentJar(jar)) {
      tell(
          arguments,
          file
              + " is not sonde-agent.jar but an archive that contains it; start with the original"
              + " jar. The application runs unprofiled.");
      return false;
    }
    new ThrowawayLoader(jar).defineBootClasses(instrumentation);
    if (foreignSpans) {
      ForeignSpan.haveTheProbes();
    }
    AgentLink.start(jar, arguments, instrumentation, attached);
    return true;
  }

  private static boolean isAgentJar(JarFile jar) throws IOException {
    return AgentPremain.class
        .getName()
        .equals(jar.getManifest().getMainAttributes().getValue("Premain-Class"));
  }

  /** Into the reply file when a command wants to know, else to standard error. */
  private static void tell(String arguments, String sentence) {
    if (arguments != null && arguments.startsWith(CONTROL)) {
      String reply = "outcome=REFUSED\nmessage=" + sentence.replaceAll("[\\\\\r\n]", " ") + "\n";
      try (FileOutputStream out = new FileOutputStream(arguments.substring(CONTROL.length()))) {
        out.write(reply.getBytes(StandardCharsets.UTF_8));
        return;
      } catch (IOException noFile) {
        // Standard error then.
      }
    }
    System.err.println("[sonde] " + sentence);
  }
}
