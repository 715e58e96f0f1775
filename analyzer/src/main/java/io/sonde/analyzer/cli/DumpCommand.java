package io.sonde.analyzer.cli;

import io.sonde.analyzer.attach.RemoteAgent;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes what a recording holds so far. */
@Command(name = "dump", description = "Write what was recorded so far; the recording goes on.")
final class DumpCommand implements Runnable {
  @Mixin private TargetJvm target;

  @Option(
      names = "-o",
      paramLabel = "F.jfr",
      description = "File to write; by default the name that the recording will have.")
  private @Nullable Path output;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Path file = TargetJvm.checked(output);
    Path written = RemoteAgent.in(target.jvm()).dump(file);
    spec.commandLine().getOut().println("Written: " + RecordedFile.describe(written));
  }
}
