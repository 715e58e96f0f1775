package io.sonde.agent.control;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Properties;

/**
 * The answer to one command.
 *
 * @param outcome done; refused: the user can remedy it; failed: a defect or a full disk
 * @param values outcome, message and what the command returns
 */
record ControlReply(Outcome outcome, Map<String, String> values) {
  enum Outcome {
    DONE,
    REFUSED,
    FAILED
  }

  static ControlReply done(Map<String, String> values) {
    return new ControlReply(Outcome.DONE, values);
  }

  /** The sentence names the remedy. */
  static ControlReply refused(String sentence) {
    return new ControlReply(Outcome.REFUSED, Map.of("message", sentence));
  }

  static ControlReply failed(Throwable failure) {
    return new ControlReply(Outcome.FAILED, Map.of("message", String.valueOf(failure)));
  }

  /** Only into the file that the client made, never a new one. */
  void writeTo(Path file) throws IOException {
    Properties reply = new Properties();
    reply.putAll(values);
    reply.setProperty("outcome", outcome.name());
    try (Writer out =
        Files.newBufferedWriter(
            file,
            StandardCharsets.UTF_8,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      reply.store(out, null);
    }
  }
}
