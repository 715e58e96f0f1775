package io.sonde.analyzer.attach;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The agent in another JVM. Each command is one dynamic attach: the request lies in a file that
 * only the target can read, the agent puts its answer in the same file. Nothing listens.
 */
public final class RemoteAgent {
  /** Loading the agent and starting a recording on a busy machine. */
  private static final long START_SECONDS = 60;

  /** Writing a recording of some hundred MB, or of a disk that is slow. */
  private static final long WRITE_SECONDS = 180;

  private static final long ASK_SECONDS = 30;
  private static final int FIRST_JAVA_THAT_WARNS = 21;

  private final Jvm jvm;

  /** What {@link #attachForStop} told the target to write, as the target names it. */
  private @Nullable Path promised;

  private RemoteAgent(Jvm jvm) {
    this.jvm = jvm;
  }

  /** Checks that the JVM can be attached to; throws with the reason and the remedy. */
  public static RemoteAgent in(Jvm jvm) {
    AttachChecks.check(jvm);
    return new RemoteAgent(jvm);
  }

  /**
   * Starts a recording.
   *
   * @param settings the agent's keys, as after -javaagent:sonde-agent.jar=
   */
  public Answer attach(String settings) {
    return ask("attach", Map.of("settings", settings), START_SECONDS);
  }

  /** Starts a recording that {@link #stop} will bring to a file of ours. */
  public Answer attachForStop(String settings, Path file) {
    TargetFiles files = TargetFiles.of(jvm.pid());
    Path theirs = theirs(files, file);
    promised = theirs;
    Map<String, String> request = Map.of("settings", settings, "file", theirs.toString());
    return ask("attach", request, START_SECONDS);
  }

  public Answer status() {
    requireAgent();
    return ask("status", Map.of(), ASK_SECONDS);
  }

  /** Writes what was recorded so far; null: beside the recording. */
  public Path dump(@Nullable Path file) {
    requireAgent();
    TargetFiles files = TargetFiles.of(jvm.pid());
    Path theirs = file == null ? null : theirs(files, file);
    return brought(files, ask("dump", request(theirs), WRITE_SECONDS), theirs, file);
  }

  /**
   * Ends the recording and puts the original bytecode back.
   *
   * @param file where it shall be; null: where the agent's settings say
   */
  public Answer stop(@Nullable Path file) {
    requireAgent();
    TargetFiles files = TargetFiles.of(jvm.pid());
    Path theirs = file == null ? null : theirs(files, file);
    return stopped(files, ask("stop", request(theirs), WRITE_SECONDS), theirs, file);
  }

  /** Ends the recording that {@link #attachForStop} began, and no other. */
  public Answer stopSession(String session, Path file) {
    TargetFiles files = TargetFiles.of(jvm.pid());
    Answer answer = ask("stop", Map.of("session", session), WRITE_SECONDS);
    return stopped(files, answer, promised, file);
  }

  /**
   * True when this JVM prints a warning because an agent comes while it runs (Java 21 and later,
   * JEP 451).
   */
  public boolean warnsOfLoading() {
    String feature = jvm.javaVersion().split("[.\\-+]")[0];
    return feature.matches("[0-9]+")
        && Integer.parseInt(feature) >= FIRST_JAVA_THAT_WARNS
        && jvm.agent() == Jvm.Presence.ABSENT
        && LinuxProcess.of(jvm.pid())
            .map(process -> !AttachChecks.isOn(process, "EnableDynamicAgentLoading", false))
            .orElse(false);
  }

  private static Map<String, String> request(@Nullable Path theirs) {
    return theirs == null ? Map.of() : Map.of("file", theirs.toString());
  }

  private static Answer stopped(
      TargetFiles files, Answer answer, @Nullable Path theirs, @Nullable Path file) {
    Map<String, String> values = new HashMap<>(answer.values());
    values.put("file", brought(files, answer, theirs, file).toString());
    return new Answer(values);
  }

  private void requireAgent() {
    Jvm.Presence now =
        LinuxProcess.of(jvm.pid())
            .map(
                p -> p.holdsOpen("sonde-agent", ".jar") ? Jvm.Presence.LOADED : Jvm.Presence.ABSENT)
            .orElse(Jvm.Presence.UNKNOWN);
    if (now == Jvm.Presence.ABSENT) {
      throw new AttachException(
          "Sonde's agent is not in process %d; start it with 'sonde attach %d' or 'sonde record %d'."
              .formatted(jvm.pid(), jvm.pid(), jvm.pid()));
    }
  }

  /** Where the target shall write: at once into our file, or into its /tmp when it cannot. */
  private static Path theirs(TargetFiles files, Path ours) {
    if (files.areShared()) {
      return ours.toAbsolutePath();
    }
    try {
      return files.inside(files.unusedName("sonde-", ".jfr"));
    } catch (IOException unusable) {
      throw new AttachException("the target's /tmp cannot be used: " + unusable + ".", unusable);
    }
  }

  /**
   * Where the recording is now. The path in the answer is the target's word, and only shown: a file
   * is fetched from where we told the target to write it.
   */
  private static Path brought(
      TargetFiles files, Answer answer, @Nullable Path theirs, @Nullable Path ours) {
    if (ours == null || theirs == null || files.areShared()) {
      return files.outside(Path.of(answer.text("file")));
    }
    Path source = files.outside(theirs);
    try {
      return files.bring(source, ours);
    } catch (IOException unwritable) {
      throw new AttachException(
          "the recording is at %s and could not be brought to %s (%s); copy it yourself."
              .formatted(source, ours, unwritable),
          unwritable);
    }
  }

  private Answer ask(String command, Map<String, String> values, long timeoutSeconds) {
    TargetFiles files = TargetFiles.of(jvm.pid());
    try {
      Path jar = AgentJar.carried().placeIn(files);
      Path exchange = files.createForTarget(".sonde-" + jvm.pid() + "-", ".reply");
      try {
        Properties request = new Properties();
        request.putAll(values);
        request.setProperty("command", command);
        request.setProperty("version", AgentJar.version(jar));
        try (Writer out = Files.newBufferedWriter(exchange, StandardCharsets.UTF_8)) {
          request.store(out, null);
        }
        files.handOver(exchange);
        String argument = "control=" + files.inside(exchange);
        AgentLoading.load(jvm.pid(), files.inside(jar).toString(), argument, timeoutSeconds);
        return read(exchange);
      } finally {
        Files.deleteIfExists(exchange);
      }
    } catch (IOException unusable) {
      throw new AttachException(
          "files cannot be passed to process %d through %s (%s); free space there or run sonde as the user of that process."
              .formatted(jvm.pid(), files.folder(), unusable),
          unusable);
    }
  }

  private Answer read(Path exchange) throws IOException {
    Properties reply = new Properties();
    try (Reader in = Files.newBufferedReader(exchange, StandardCharsets.UTF_8)) {
      reply.load(in);
    }
    Map<String, String> values = new HashMap<>();
    reply.stringPropertyNames().forEach(key -> values.put(key, reply.getProperty(key)));
    String message = values.getOrDefault("message", "");
    switch (values.getOrDefault("outcome", "")) {
      case "DONE":
        return new Answer(values);
      case "REFUSED":
        throw new AttachException("process " + jvm.pid() + ": " + message);
      case "FAILED":
        throw new AttachException(
            "the agent in process %d failed: %s; its standard error may say more."
                .formatted(jvm.pid(), message));
      default:
        throw new AttachException(
            "the agent in process %d did not start and left no reason; the standard error of that process may say more."
                .formatted(jvm.pid()));
    }
  }
}
