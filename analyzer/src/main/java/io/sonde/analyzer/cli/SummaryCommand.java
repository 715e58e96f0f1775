package io.sonde.analyzer.cli;

import io.sonde.analyzer.recording.UnreadableRecordingException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sonde summary}: a recording on one screen. */
@Command(
    name = "summary",
    description = "Say what is in a recording, from where, and whether it can be trusted.")
final class SummaryCommand implements Callable<Integer> {
  @Mixin private RecordingInput input = new RecordingInput();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws UnreadableRecordingException {
    SummaryText summary = new SummaryText(input.read());
    spec.commandLine().getOut().print(summary.text());
    return ExitCode.DONE;
  }
}
