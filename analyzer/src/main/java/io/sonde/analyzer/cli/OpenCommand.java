package io.sonde.analyzer.cli;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.recording.UnreadableRecordingException;
import io.sonde.analyzer.report.ReportFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sonde open}: the report in the browser, or its path where there is none. */
@Command(name = "open", description = "Analyse and open the report in the browser.")
final class OpenCommand implements Callable<Integer> {
  @Mixin private RecordingInput input = new RecordingInput();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws UnreadableRecordingException {
    Analysis analysis = input.analyze(false);
    Path report = write(analysis, input.files().get(0));
    PrintWriter out = spec.commandLine().getOut();
    out.println(report.toAbsolutePath().normalize());
    out.flush();
    if (!Browser.open(report)) {
      spec.commandLine().getErr().println("sonde: no browser here; open the file above in one.");
    }
    return ExitCode.DONE;
  }

  /** Writes beside the recording, or among temporary files where that is not allowed. */
  private static Path write(Analysis analysis, Path recording) {
    String name = String.valueOf(recording.getFileName()).replaceFirst("\\.jfr$", "") + ".html";
    boolean isFile = Files.isRegularFile(recording);
    if (isFile) {
      try {
        Path beside = recording.resolveSibling(name);
        Output.write(beside, to -> ReportFormat.HTML.write(analysis, to));
        return beside;
      } catch (IOException notThere) {
        // A read-only folder: the temporary one follows.
      }
    }
    try {
      Path folder = Files.createTempDirectory("sonde-report-");
      Path report = folder.resolve(isFile ? name : "report.html");
      Output.write(report, to -> ReportFormat.HTML.write(analysis, to));
      return report;
    } catch (IOException e) {
      throw new UsageException(
          "the report cannot be written ("
              + e.getMessage()
              + "); free some space, or choose a place with analyze -o.",
          e);
    }
  }
}
