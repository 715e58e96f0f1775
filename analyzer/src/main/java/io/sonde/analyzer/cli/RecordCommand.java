package io.sonde.analyzer.cli;

import io.sonde.analyzer.attach.Answer;
import io.sonde.analyzer.attach.Jvm;
import io.sonde.analyzer.attach.RemoteAgent;
import io.sonde.analyzer.unit.Formats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Attaches, records for a while and detaches. Ctrl-C ends it early; the file is still written. */
@Command(
    name = "record",
    description = "Record a running JVM for a while; Ctrl-C ends it early and still writes.")
final class RecordCommand implements Runnable {
  /** The agent ends by itself this much later, should this process be killed meanwhile. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  @Mixin private TargetJvm target;

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Settings of the agent, such as include=com.shop.** (docs/configuration.md).")
  private List<String> keyValues = List.of();

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "60s",
      description = "How long: 90s, 5m, 1h. Default: ${DEFAULT-VALUE}.")
  private Duration duration = Duration.ZERO;

  @Option(
      names = "-o",
      paramLabel = "F.jfr",
      description = "File to write. Default: sonde-PID.jfr in this directory.")
  private @Nullable Path output;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Path chosen = TargetJvm.checked(output);
    List<String> settings = new ArrayList<>(keyValues);
    settings.add("duration=" + duration.plus(GRACE).toMillis() + "ms");
    Jvm jvm = target.jvm();
    Path file = chosen != null ? chosen : TargetJvm.checked(defaultFile(jvm));
    RemoteAgent agent = RemoteAgent.in(jvm);
    boolean warns = agent.warnsOfLoading();
    try (Interruption interruption = new Interruption()) {
      Answer started = agent.attachForStop(TargetJvm.settings(settings), file);
      if (warns) {
        TargetJvm.tellOfWarning(jvm, spec.commandLine().getErr());
      }
      long begin = System.nanoTime();
      boolean alive = new Waiting(jvm, interruption).await(duration);
      long millis = Math.round((System.nanoTime() - begin) / 1e6);
      Path written = alive ? stop(agent, started, file) : writtenAtExit(jvm, started, file);
      spec.commandLine()
          .getOut()
          .println(
              "Recorded %s of %s: %s"
                  .formatted(
                      Formats.nanos(millis * 1e6),
                      TargetJvm.label(jvm),
                      RecordedFile.describe(written)));
      spec.commandLine().getOut().flush();
      interruption.succeeded();
    }
  }

  private static Path stop(RemoteAgent agent, Answer started, Path file) {
    return Path.of(agent.stopSession(started.text("session"), file).text("file"));
  }

  private static Path writtenAtExit(Jvm jvm, Answer started, Path file) {
    Path atExit = Path.of(started.text("file"));
    if (!Files.isRegularFile(atExit)) {
      throw new InputException(
          "process %d ended before the recording did, and left none at %s; 'sonde assemble %d' may save its parts."
              .formatted(jvm.pid(), file, jvm.pid()));
    }
    return atExit;
  }

  private static Path defaultFile(Jvm jvm) {
    return Path.of("sonde-" + jvm.pid() + ".jfr");
  }
}
