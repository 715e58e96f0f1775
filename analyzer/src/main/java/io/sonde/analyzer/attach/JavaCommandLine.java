package io.sonde.analyzer.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The command line of a java launcher.
 *
 * @param options what stands before the main class, for the JVM itself
 * @param main class, module or jar file; empty when it stands elsewhere, such as in an argument
 *     file
 */
record JavaCommandLine(List<String> options, String main) {
  /** Launcher options whose value is the next argument (java --help, JDK 17 to 25). */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--add-exports",
          "--add-opens",
          "--add-reads",
          "--limit-modules",
          "--patch-module",
          "--enable-native-access",
          "--source");

  static JavaCommandLine parse(List<String> arguments) {
    List<String> options = new ArrayList<>();
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (isMainMarker(argument)) {
        return new JavaCommandLine(options, i + 1 < arguments.size() ? arguments.get(i + 1) : "");
      }
      if (argument.startsWith("--module=")) {
        return new JavaCommandLine(options, argument.substring("--module=".length()));
      }
      if (!argument.startsWith("-") && !argument.startsWith("@")) {
        return new JavaCommandLine(options, argument);
      }
      options.add(argument);
      if (WITH_VALUE.contains(argument)) {
        i++;
      }
    }
    return new JavaCommandLine(options, "");
  }

  /** The main class or jar of what the JDK keeps as the Java command: it and its arguments. */
  static String mainOf(String javaCommand) {
    int jar = javaCommand.indexOf(".jar ");
    if (javaCommand.startsWith("/") && jar > 0) {
      return javaCommand.substring(0, jar + ".jar".length());
    }
    int space = javaCommand.indexOf(' ');
    return space < 0 ? javaCommand : javaCommand.substring(0, space);
  }

  private static boolean isMainMarker(String argument) {
    return argument.equals("-jar") || argument.equals("-m") || argument.equals("--module");
  }
}
