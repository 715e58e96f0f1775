package io.sonde.bootstrap;

import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;

/**
 * Holds the one running agent of this JVM. It lives in the boot loader, so that a later attach,
 * through whatever class loader it comes, finds the agent that is already there.
 */
public final class AgentLink {
  private static final String AGENT_MAIN = "io.sonde.agent.AgentMain";

  private static volatile Attached agent;

  private static Entry entry;

  private AgentLink() {}

  /** The agent in its isolated loader, as an attach that comes later sees it. */
  public interface Attached {
    void attached(String arguments, Instrumentation instrumentation);
  }

  /** The agent before it starts. */
  public interface Entry {
    Attached start(String arguments, Instrumentation instrumentation, boolean attached);
  }

  /**
   * For the agent's main class, as it is initialised. Reflection would load method handles' classes
   * at every start on JDK 25.
   */
  public static void register(Entry entry) {
    AgentLink.entry = entry;
  }

  /** Opens the isolated loader and starts the agent in it; called from the system class loader. */
  public static void start(
      JarFile jar, String arguments, Instrumentation instrumentation, boolean attached)
      throws ReflectiveOperationException {
    Class.forName(AGENT_MAIN, true, new IsolatedLoader(jar));
    agent = entry.start(arguments, instrumentation, attached);
  }

  /** Returns false when the agent could not start in this JVM earlier. */
  public static boolean attach(String arguments, Instrumentation instrumentation) {
    Attached running = agent;
    if (running != null) {
      running.attached(arguments, instrumentation);
    }
    return running != null;
  }
}
