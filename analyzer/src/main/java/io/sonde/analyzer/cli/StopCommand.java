package io.sonde.analyzer.cli;

import io.sonde.analyzer.attach.Answer;
import io.sonde.analyzer.attach.Jvm;
import io.sonde.analyzer.attach.RemoteAgent;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends a recording; the JVM runs its own code again. */
@Command(
    name = "stop",
    description = "End the recording, write it and put the original bytecode back.")
final class StopCommand implements Runnable {
  @Mixin private TargetJvm target;

  @Option(
      names = "-o",
      paramLabel = "F.jfr",
      description = "File to write; by default the one that the agent's settings name.")
  private @Nullable Path output;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Path file = TargetJvm.checked(output);
    Jvm jvm = target.jvm();
    Answer answer = RemoteAgent.in(jvm).stop(file);
    spec.commandLine()
        .getOut()
        .println(
            "Stopped recording %s. Written: %s"
                .formatted(
                    TargetJvm.label(jvm), RecordedFile.describe(Path.of(answer.text("file")))));
  }
}
