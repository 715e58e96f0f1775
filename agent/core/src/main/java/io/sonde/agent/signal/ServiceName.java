package io.sonde.agent.signal;

import java.util.Map;

/** What the service is called where nobody has named it. */
final class ServiceName {
  private ServiceName() {}

  /**
   * @param command what the JVM was started with, as {@code sun.java.command} has it: the main
   *     class or jar, then arguments
   * @param environment of the process, in which Spring's applications often have theirs
   * @return the jar without path, version and ending, or the main class without its package
   */
  static String of(String command, Map<String, String> environment) {
    String application = environment.getOrDefault("SPRING_APPLICATION_NAME", "");
    if (!application.isEmpty()) {
      return application;
    }
    int space = command.indexOf(' ');
    String main = space < 0 ? command : command.substring(0, space);
    if (main.endsWith(".jar")) {
      String file = main.substring(main.lastIndexOf('/') + 1, main.length() - ".jar".length());
      return file.replaceFirst("-\\d.*$", "");
    }
    String name = main.substring(main.lastIndexOf('.') + 1);
    return name.isEmpty() ? "unknown_service:java" : name;
  }
}
