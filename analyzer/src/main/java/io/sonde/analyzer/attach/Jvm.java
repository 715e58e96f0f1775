package io.sonde.analyzer.attach;

/**
 * A running JVM as it looks from outside, without attaching.
 *
 * @param pid as this process sees it
 * @param main class, module or jar file that was started; empty when unknown
 * @param javaVersion such as 17.0.15; empty when unknown
 * @param user name of the owner, else the number; empty when unknown
 * @param agent whether Sonde's agent is in it
 * @param pidInside the process id in the JVM's own PID namespace; the same as pid outside
 *     containers
 */
public record Jvm(
    long pid, String main, String javaVersion, String user, Presence agent, long pidInside) {
  /** Whether Sonde's agent is loaded. */
  public enum Presence {
    LOADED,
    ABSENT,
    /** The process belongs to someone else and cannot be looked into. */
    UNKNOWN
  }

  /** The last part of the main class or jar path: what people call the program. */
  public String shortName() {
    if (main.endsWith(".jar")) {
      return main.substring(main.lastIndexOf('/') + 1);
    }
    return main;
  }

  public boolean inContainer() {
    return pid != pidInside;
  }
}
