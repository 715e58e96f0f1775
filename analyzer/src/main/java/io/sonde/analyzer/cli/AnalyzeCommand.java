package io.sonde.analyzer.cli;

import io.sonde.analyzer.explain.DatabaseAddress;
import io.sonde.analyzer.explain.Explainer;
import io.sonde.analyzer.explain.Explanation;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.recording.UnreadableRecordingException;
import io.sonde.analyzer.report.ReportFormat;
import io.sonde.analyzer.report.ReportOptions;
import io.sonde.analyzer.report.TraceReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sonde analyze}: every rule's answer, in the form and place asked for. */
@Command(name = "analyze", description = "Name what is slow in a recording, with the proof.")
final class AnalyzeCommand implements Callable<Integer> {
  @Mixin private RecordingInput input = new RecordingInput();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "report.html",
      description = "Also write the report with its flame graphs as one HTML file.")
  private @Nullable String report;

  @Option(
      names = "--json",
      paramLabel = "F",
      description = "Also write the findings as JSON; - writes them to standard output instead.")
  private @Nullable String json;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "What standard output gets: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "Exit with 1 when a finding is this severe or worse: ${COMPLETION-CANDIDATES}.")
  private @Nullable FailOn failOn;

  @Option(
      names = "--explain",
      paramLabel = "JDBC-URL",
      description =
          "Ask this database (PostgreSQL, MariaDB, MySQL), with your own credentials, for the plans"
              + " of the statements that findings name. It plans them and never executes one. User and"
              + " password stand in the URL, or in PGUSER and PGPASSWORD, or SONDE_EXPLAIN_USER and"
              + " SONDE_EXPLAIN_PASSWORD.")
  private @Nullable String explain;

  @Option(
      names = "--trace",
      paramLabel = "ID",
      description =
          "Show the requests of this trace alone, its id as tracing tools show it; the HTML report"
              + " begins its requests with them.")
  private @Nullable String trace;

  @Option(
      names = "--redact",
      description =
          "Hide host names, file paths and the names in SQL, for a report that leaves the company.")
  private boolean redact;

  @Spec private CommandSpec spec;

  enum Format {
    text(ReportFormat.TEXT),
    markdown(ReportFormat.MARKDOWN),
    json(ReportFormat.JSON);

    private final ReportFormat report;

    Format(ReportFormat report) {
      this.report = report;
    }
  }

  enum FailOn {
    warning(Severity.WARNING),
    critical(Severity.CRITICAL);

    private final Severity severity;

    FailOn(Severity severity) {
      this.severity = severity;
    }
  }

  @Override
  public Integer call() throws UnreadableRecordingException {
    Output.refuseInputs(report, input.files());
    Output.refuseInputs(json, input.files());
    if (redact && explain != null) {
      throw new UsageException(
          "--explain needs the names that --redact hides; give one of the two.");
    }
    TraceArgument traced = trace == null ? null : TraceArgument.parse(trace);
    DatabaseAddress database = explain == null ? null : database(explain);
    Analysis analysis = input.analyze(redact);
    if (database != null) {
      analysis = explained(analysis, database);
    }
    if (traced == null) {
      write(analysis);
    } else {
      write(analysis, traced);
    }
    if (failOn == null) {
      return ExitCode.DONE;
    }
    if (isReached(failOn.severity, analysis)) {
      return ExitCode.CONDITION_HOLDS;
    }
    // A gate must not pass because the rule that would have closed it broke.
    boolean broken = analysis.results().stream().anyMatch(RuleResult.Failed.class::isInstance);
    return broken ? ExitCode.DEFECT : ExitCode.DONE;
  }

  private static DatabaseAddress database(String url) {
    try {
      return DatabaseAddress.parse(url, System.getenv());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private Analysis explained(Analysis analysis, DatabaseAddress database) {
    Explanation explanation = new Explainer(database).explain(analysis);
    PrintWriter err = spec.commandLine().getErr();
    explanation.notes().forEach(note -> err.println("sonde: " + note));
    err.flush();
    return explanation.analysis();
  }

  private void write(Analysis analysis) {
    write(
        to -> ReportFormat.HTML.write(analysis, to),
        to -> ReportFormat.JSON.write(analysis, to),
        (options, to) -> format.report.write(analysis, options, to));
  }

  /** One trace alone. */
  private void write(Analysis analysis, TraceArgument asked) {
    RequestSelection.rowsOfTrace(analysis.recording(), asked, input.names());
    TraceReport traced = new TraceReport(analysis, asked.id());
    write(
        to -> ReportFormat.HTML.write(analysis, ReportOptions.PLAIN.ofTrace(asked.id()), to),
        traced::json,
        (options, to) -> {
          switch (format) {
            case markdown -> traced.markdown(to);
            case json -> traced.json(to);
            default -> traced.text(options, to);
          }
        });
  }

  private void write(Output.Content page, Output.Content forPrograms, FormWriter standard) {
    PrintWriter out = spec.commandLine().getOut();
    if (report != null) {
      Output.write(report, out, page);
    }
    if (json != null) {
      Output.write(json, out, forPrograms);
    }
    if (!Output.STANDARD.equals(json) && !Output.STANDARD.equals(report)) {
      boolean verbose = spec.root().userObject() instanceof SondeCommand sonde && sonde.verbose();
      ReportOptions options =
          ReportOptions.forOutput(Terminal.isInteractive(), System.getenv(), verbose);
      Output.write(Output.STANDARD, out, to -> standard.write(options, to));
    }
  }

  /** Writes in the form that was asked for. */
  @FunctionalInterface
  private interface FormWriter {
    void write(ReportOptions options, Appendable out) throws IOException;
  }

  private static boolean isReached(Severity severity, Analysis analysis) {
    return analysis.findings().stream()
        .anyMatch(finding -> finding.severity().compareTo(severity) >= 0);
  }
}
