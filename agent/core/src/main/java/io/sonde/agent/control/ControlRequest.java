package io.sonde.agent.control;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One command. The agent argument only names a file, because a JVM cuts arguments off at 1024
 * bytes; the file holds the request as properties, and then the reply in its place.
 *
 * @param replyFile where the answer goes; the client made it, readable by this process alone
 * @param command attach, status, dump or stop
 * @param version of the client's agent
 * @param settings agent arguments, for attach
 * @param file where to write the recording; null: where the settings say
 * @param session stop only the recording with this id; null: whichever runs
 */
record ControlRequest(
    Path replyFile,
    String command,
    String version,
    String settings,
    @Nullable Path file,
    @Nullable String session) {
  private static final String ARGUMENT = "control=";

  /** True when the agent argument is a command and not a list of settings. */
  static boolean isOne(@Nullable String argument) {
    return argument != null && argument.startsWith(ARGUMENT);
  }

  static ControlRequest read(String argument) throws IOException {
    Path file = Path.of(argument.substring(ARGUMENT.length()));
    Properties request = new Properties();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      request.load(in);
    }
    String target = request.getProperty("file");
    return new ControlRequest(
        file,
        request.getProperty("command", ""),
        request.getProperty("version", ""),
        request.getProperty("settings", ""),
        target == null ? null : Path.of(target),
        request.getProperty("session"));
  }
}
