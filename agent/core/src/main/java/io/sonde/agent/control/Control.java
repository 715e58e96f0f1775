package io.sonde.agent.control;

import io.sonde.agent.config.Key;
import io.sonde.agent.config.Settings;
import io.sonde.agent.config.SettingsReader;
import io.sonde.bootstrap.AgentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers the commands, one at a time. It runs in the JVM's attach thread and keeps no thread of
 * its own: between two commands there is nothing of it but this object.
 */
public final class Control {
  private final ControlledAgent agent;
  private final String version;
  private String session = "";

  /**
   * @param version of this agent; a client with another one may not start a recording
   */
  public Control(ControlledAgent agent, String version) {
    this.agent = agent;
    this.version = version;
  }

  /** True when an agent argument is a command for {@link #answer} and not a list of settings. */
  public static boolean isCommand(@Nullable String argument) {
    return ControlRequest.isOne(argument);
  }

  /** Does what the request asks and writes the reply. Never throws. */
  public synchronized void answer(String argument) {
    try {
      ControlRequest request = ControlRequest.read(argument);
      reply(request).writeTo(request.replyFile());
    } catch (IOException | RuntimeException unreadable) {
      AgentLog.say("a command could not be answered: " + unreadable + ".");
    }
  }

  private ControlReply reply(ControlRequest request) {
    try {
      if (!request.version().equals(version)) {
        return ControlReply.refused(otherVersion(request.version()));
      }
      return switch (request.command()) {
        case "attach" -> attach(request);
        case "status" -> ControlReply.done(status());
        case "dump" -> agent.isRecording() ? dump(request) : notRecording();
        case "stop" -> agent.isRecording() ? stop(request) : notRecording();
        default -> ControlReply.refused("the agent knows no command '" + request.command() + "'.");
      };
    } catch (Throwable failure) {
      return ControlReply.failed(failure);
    }
  }

  private String otherVersion(String client) {
    return "Sonde's agent %s is in this JVM already and cannot be replaced by %s; use that version of sonde, or restart the JVM."
        .formatted(version, client);
  }

  private ControlReply attach(ControlRequest request) throws Exception {
    if (agent.isRecording()) {
      return ControlReply.refused(
          "this JVM is being recorded already; take what there is with 'sonde dump', or end it with"
              + " 'sonde stop'.");
    }
    Settings own = SettingsReader.read(request.settings(), Map.of(), Map.of());
    if (!own.problems().isEmpty()) {
      return ControlReply.refused(String.join(" ", own.problems()));
    }
    // What is wrong in the target's properties or environment its own start has said already.
    agent.start(withFile(SettingsReader.readHere(request.settings()), request.file()));
    session = UUID.randomUUID().toString();
    return ControlReply.done(status());
  }

  /** The path goes past the text form of the settings, in which a comma would end it. */
  private static Settings withFile(Settings settings, @Nullable Path file) {
    if (file == null) {
      return settings;
    }
    Map<Key, String> texts = new EnumMap<>(Key.class);
    texts.putAll(settings.texts());
    texts.put(Key.FILE, file.toString());
    return new Settings(texts, settings.problems());
  }

  private Map<String, String> status() {
    Map<String, String> status = new HashMap<>(agent.status());
    status.put("version", version);
    status.put("recording", String.valueOf(agent.isRecording()));
    if (agent.isRecording()) {
      status.put("session", session);
    }
    return status;
  }

  private ControlReply dump(ControlRequest request) throws Exception {
    return ControlReply.done(Map.of("file", agent.dump(request.file()).toString()));
  }

  private ControlReply stop(ControlRequest request) throws Exception {
    if (request.session() != null && !request.session().equals(session)) {
      return ControlReply.refused(
          "another command stopped this recording and started the one that runs now; see 'sonde"
              + " status'.");
    }
    Map<String, String> last = new HashMap<>(status());
    last.put("file", agent.stop(request.file()).toString());
    last.put("recording", "false");
    return ControlReply.done(last);
  }

  private static ControlReply notRecording() {
    return ControlReply.refused(
        "the agent in this JVM is not recording; start it with 'sonde attach' or 'sonde record'.");
  }
}
