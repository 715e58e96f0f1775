package io.sonde.bootstrap;

/** The agent's only way to speak: single lines on stderr, marked as its own. No logging library. */
public final class AgentLog {
  private AgentLog() {}

  public static void say(String sentence) {
    System.err.println("[sonde] " + sentence);
  }
}
