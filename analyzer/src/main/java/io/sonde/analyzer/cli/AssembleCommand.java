package io.sonde.analyzer.cli;

import io.sonde.analyzer.recording.Assembler;
import io.sonde.analyzer.recording.Assembler.Assembled;
import io.sonde.analyzer.recording.KilledProcess;
import io.sonde.analyzer.recording.UnreadableRecordingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sonde assemble}: one readable recording from what a killed process left. */
@Command(
    name = "assemble",
    description = "Make one readable recording from what a killed process left.")
final class AssembleCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PID|DIR",
      description = "The process that was killed, or the directory *.parts beside its output.")
  private String target = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "F.jfr",
      description = "The file to write; by default the one that the agent was to write.")
  private @Nullable Path output;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TargetJvm.checked(output);
    KilledProcess process = process();
    if (process.isRunning()) {
      throw new InputException(
          "process %d is still running; use 'sonde dump %d' to get its recording."
              .formatted(process.pid(), process.pid()));
    }
    Path file = output == null ? process.output() : output;
    if (Files.exists(file)) {
      throw new UsageException(file + ": exists already; name another file with -o.");
    }
    try {
      tell(Assembler.assemble(process, file), process);
    } catch (UnreadableRecordingException nothing) {
      throw new InputException(String.valueOf(nothing.getMessage()), nothing);
    } catch (IOException failure) {
      throw new InputException(
          "the parts in %s could not be joined into %s (%s); they are kept: free some space, or name another file with -o."
              .formatted(process.parts(), file, failure),
          failure);
    }
    return ExitCode.DONE;
  }

  private KilledProcess process() {
    try {
      return KilledProcess.find(target);
    } catch (UnreadableRecordingException nothing) {
      throw new InputException(String.valueOf(nothing.getMessage()), nothing);
    } catch (IOException unreadable) {
      throw new InputException(
          "what %s left cannot be read (%s); run sonde as the user of that process."
              .formatted(target, unreadable),
          unreadable);
    }
  }

  private void tell(Assembled assembled, KilledProcess process) {
    var out = spec.commandLine().getOut();
    out.printf(
        "%s: JFR's events until %s (%d chunks), %s.%n",
        assembled.file(),
        assembled.eventsUntil(),
        assembled.jfrChunks(),
        assembled.samplesUntil().equals(Instant.EPOCH)
            ? "no samples of async-profiler"
            : "samples until %s (%d chunks)"
                .formatted(assembled.samplesUntil(), assembled.sampleChunks()));
    if (assembled.lostBytes() > 0) {
      out.printf("Lost: %d bytes of chunks that were still open.%n", assembled.lostBytes());
    }
    out.printf("The parts are kept in %s.%n", process.parts());
  }
}
