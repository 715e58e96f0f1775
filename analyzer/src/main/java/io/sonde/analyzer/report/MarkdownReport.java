package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.Diagnosis;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.unit.Formats;
import io.sonde.analyzer.unit.PrintableText;
import java.io.IOException;
import java.util.List;

/** The same story for a pull request or an incident document. */
final class MarkdownReport implements Report {
  @Override
  public void write(Analysis analysis, ReportOptions options, Appendable out) throws IOException {
    RequestSummary requests = RequestSummary.of(analysis.recording());
    Verdict verdict = Verdict.of(analysis, requests);
    out.append("# ").append(escape(verdict.headline())).append("\n\n");
    out.append(escape(verdict.detail())).append("\n\n");
    Diagnosis diagnosis = analysis.diagnosis();
    for (int i = 0; i < diagnosis.leads().size(); i++) {
      finding(out, "## " + (i + 1) + ". ", diagnosis.entries().get(i), analysis.recording());
      for (Diagnosis.Entry below : diagnosis.below(i)) {
        finding(out, "### Which also shows as: ", below, analysis.recording());
      }
    }
    RouteMarkdown.write(out, requests);
    for (String objective : ObjectiveReport.sentences(analysis.recording())) {
      out.append("- Objective: ").append(escape(objective)).append("\n\n");
    }
    PoolReport.markdown(out, analysis.recording());
    ExecutorReport.markdown(out, analysis.recording());
    rules(out, analysis.results());
    recording(out, analysis);
  }

  private static void finding(
      Appendable out, String heading, Diagnosis.Entry entry, Recording recording)
      throws IOException {
    Finding finding = entry.finding();
    out.append(heading).append(escape(finding.title()));
    if (!entry.leads()) {
      out.append("\n\nBecause ").append(entry.because()).append('.');
    }
    out.append("\n\n**").append(finding.severity().id()).append("** · ");
    out.append(Impact.share(finding)).append(" · rule `").append(finding.rule());
    String when = When.of(finding, recording);
    out.append(when.isEmpty() ? "`" : "` · " + when);
    out.append("\n\n").append(escape(finding.summary())).append("\n\n");
    if (!finding.evidence().isEmpty()) {
      out.append("| Evidence | Value | Threshold |\n|---|--:|--:|\n");
      for (Evidence evidence : finding.evidence()) {
        Double threshold = evidence.threshold();
        out.append("| ").append(escape(evidence.label()));
        out.append(" | ").append(escape(evidence.formatted())).append(" | ");
        out.append(threshold == null ? "" : Formats.format(threshold, evidence.unit()));
        out.append(" |\n");
      }
      out.append('\n');
    }
    if (!finding.location().isEmpty()) {
      out.append("Where:\n\n");
      for (Location location : finding.location()) {
        out.append("- ").append(code(location.toString())).append('\n');
      }
      out.append('\n');
    }
    out.append("**What to do:** ").append(escape(finding.recommendation())).append("\n\n");
  }

  private static void rules(Appendable out, List<RuleResult> results) throws IOException {
    out.append("## Rules\n\n| Rule | Outcome | Reason |\n|---|---|---|\n");
    for (RuleResult result : results) {
      out.append("| `").append(result.rule()).append("` | ");
      out.append(result.outcome().replace('-', ' ')).append(" | ");
      out.append(escape(result.reason())).append(" |\n");
    }
    out.append('\n');
  }

  private static void recording(Appendable out, Analysis analysis) throws IOException {
    out.append("## Recording\n\n");
    for (String file : analysis.files()) {
      out.append("- ").append(code(file)).append('\n');
    }
    out.append("- covered: ").append(Formats.nanos(analysis.recording().coveredNanos()));
    out.append('\n');
    for (String dump : DumpReport.sentences(analysis.recording())) {
      out.append("- ").append(escape(dump)).append('\n');
    }
    for (Quality.Problem problem : analysis.recording().quality().problems()) {
      out.append("- ").append(escape(problem.what())).append('\n');
    }
    out.append("\nTo repeat: `sonde analyze");
    for (String file : analysis.files()) {
      out.append(' ').append(PrintableText.shortened(file).replace('`', '\''));
    }
    out.append(" --format markdown`\n");
  }

  private static String code(String text) {
    return "`" + PrintableText.shortened(text).replace('`', '\'') + "`";
  }

  /** Names must not become markup: neither HTML, nor emphasis, nor a table's cell border. */
  static String escape(String text) {
    String plain = PrintableText.of(text.replaceAll("\\s+", " ").strip());
    return plain
        .replaceAll("([\\\\`*_\\[\\]|~#])", "\\\\$1")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
