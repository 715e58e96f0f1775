package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.Diagnosis;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.unit.Formats;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * For a terminal: the cause first, in sentences, on one screen. The first finding stands in full,
 * the next two in short, the others as one line; verbose writes all in full.
 */
final class TextReport implements Report {
  private static final int IN_SHORT = 3;
  private static final int LISTED = 6;
  private static final int EVIDENCE_LINES = 4;
  private static final int PROBLEM_LINES = 2;

  /** Consequences of the first cause that are shown. */
  private static final int LEAD_SHOWS = 4;

  private static final String ALSO = "Also shows as: ";

  /** Characters that a summary, a recommendation and a title may take unless verbose. */
  private static final int SUMMARY_CHARS = 300;

  private static final int ADVICE_CHARS = 140;
  private static final int TITLE_CHARS = 110;
  private static final int FACT_CHARS = 75;

  @Override
  public void write(Analysis analysis, ReportOptions options, Appendable out) throws IOException {
    TextPage page = new TextPage(options);
    RequestSummary requests = RequestSummary.of(analysis.recording());
    Verdict verdict = Verdict.of(analysis, requests);
    page.paragraph(
        "",
        verdictLabel(verdict) + ": ",
        colour(verdict.state()),
        clipped(verdict.headline(), TITLE_CHARS, options.verbose()));
    page.paragraph("  ", "", "", verdict.detail());
    findings(page, analysis, options.verbose());
    RouteText.write(page, requests, analysis.plans(), options.verbose());
    ObjectiveReport.sentences(analysis.recording())
        .forEach(each -> page.paragraph("  ", "Objective: ", TextPage.BOLD, each));
    if (options.verbose()) {
      PoolReport.text(page, analysis.recording());
      ExecutorReport.text(page, analysis.recording());
    }
    rules(page, analysis.results(), options.verbose());
    recording(page, analysis, options.verbose());
    out.append(page.toString());
  }

  private static String verdictLabel(Verdict verdict) {
    return switch (verdict.state()) {
      case CRITICAL -> "Not healthy";
      case WARNING -> "Needs attention";
      case SLOW -> "Slow";
      case HEALTHY -> "Healthy";
      case UNKNOWN -> "Cannot tell";
    };
  }

  /** Causes in their order, each with its consequences below it. */
  private static void findings(TextPage page, Analysis analysis, boolean verbose) {
    Diagnosis diagnosis = analysis.diagnosis();
    int leads = diagnosis.leads().size();
    for (int i = 0; i < leads; i++) {
      if (i == LISTED && !verbose) {
        page.line("    … " + (leads - LISTED) + " more; --verbose lists them all.");
        return;
      }
      Finding lead = diagnosis.entries().get(i).finding();
      finding(page, i + 1, lead, When.of(lead, analysis.recording()), verbose);
      consequences(page, i + 1, diagnosis.below(i), verbose);
    }
  }

  /** One line each; behind the causes that stand in one line themselves there are none. */
  private static void consequences(
      TextPage page, int rank, List<Diagnosis.Entry> below, boolean verbose) {
    int limit = verbose ? below.size() : rank == 1 ? LEAD_SHOWS : rank <= IN_SHORT ? 1 : 0;
    for (Diagnosis.Entry entry : below.subList(0, Math.min(limit, below.size()))) {
      Finding finding = entry.finding();
      String title = clipped(finding.title(), page.columns() - ALSO.length() - 4, verbose);
      page.paragraph(
          "    ",
          ALSO,
          TextPage.BOLD,
          verbose ? title + ", because " + entry.because() + "." : title);
      if (verbose) {
        page.paragraph("      ", "", "", Impact.facts(finding) + ". " + finding.summary());
        locations(page, finding, Integer.MAX_VALUE, true);
        evidence(page, finding, true);
      }
    }
    int more = below.size() - limit;
    if (more > 0 && limit > 0) {
      page.line("    … and as " + more + (more == 1 ? " other" : " others") + "; --verbose lists.");
    }
  }

  private static void finding(
      TextPage page, int rank, Finding finding, String when, boolean verbose) {
    boolean full = verbose || rank == 1;
    if (full || rank == 2) {
      page.blank();
    }
    page.paragraph(
        rank < 10 ? " " + rank + ". " : rank + ". ",
        finding.severity().id().toUpperCase(Locale.ROOT) + " ",
        colour(finding.severity()),
        heading(rank, finding, verbose));
    if (full) {
      page.paragraph("    ", "", "", clipped(finding.summary(), SUMMARY_CHARS, verbose));
    }
    if (!when.isEmpty() && (full || rank <= IN_SHORT)) {
      page.paragraph("    ", "When: ", TextPage.BOLD, when + ".");
    }
    if (full || rank <= IN_SHORT) {
      locations(page, finding, verbose ? Integer.MAX_VALUE : rank == 1 ? 2 : 1, verbose);
    }
    if (full) {
      evidence(page, finding, verbose);
    }
    if (full || rank <= IN_SHORT) {
      String advice =
          clipped(finding.recommendation(), full ? SUMMARY_CHARS : ADVICE_CHARS, verbose);
      page.paragraph("    ", "Do: ", TextPage.BOLD, advice);
    }
  }

  /** The verdict's headline is the first cause's title: it is not said twice on one screen. */
  private static String heading(int rank, Finding finding, boolean verbose) {
    String facts = Impact.facts(finding);
    if (!verbose && rank == 1 && finding.severity() != Severity.INFO) {
      return facts;
    }
    int limit = rank <= IN_SHORT ? TITLE_CHARS : FACT_CHARS - 20;
    return clipped(finding.title(), limit, verbose) + " (" + facts + ")";
  }

  private static void locations(TextPage page, Finding finding, int limit, boolean verbose) {
    String label = "At: ";
    for (Location location : finding.location().stream().limit(limit).toList()) {
      page.paragraph(
          "    ", label, TextPage.BOLD, clipped(location.toString(), FACT_CHARS, verbose));
      label = "    ";
    }
  }

  private static void evidence(TextPage page, Finding finding, boolean verbose) {
    int limit = verbose ? Integer.MAX_VALUE : EVIDENCE_LINES;
    for (Evidence evidence : finding.evidence().stream().limit(limit).toList()) {
      Double threshold = evidence.threshold();
      String held =
          threshold == null
              ? ""
              : " (threshold " + Formats.format(threshold, evidence.unit()) + ")";
      String fact =
          clipped(evidence.label(), FACT_CHARS / 2, verbose)
              + ": "
              + clipped(evidence.formatted(), FACT_CHARS, verbose);
      page.paragraph("    - ", "", "", fact + held);
    }
  }

  /** Cut at its end; verbose text is whole. */
  private static String clipped(String text, int limit, boolean verbose) {
    return verbose || text.length() <= limit ? text : text.substring(0, limit - 1).strip() + "…";
  }

  private static void rules(TextPage page, List<RuleResult> results, boolean verbose) {
    page.blank();
    if (verbose) {
      page.line("Rules without a finding");
      for (RuleResult result : results) {
        if (!(result instanceof RuleResult.Found)) {
          page.paragraph(
              "  ",
              result.rule() + ", " + result.outcome().replace('-', ' ') + ": ",
              "",
              result.reason());
        }
      }
      return;
    }
    listed(page, "Looked fine: ", results, RuleResult.Ok.class);
    listed(page, "Could not be judged: ", results, RuleResult.NotApplicable.class);
    listed(page, "Broke (a defect of Sonde): ", results, RuleResult.Failed.class);
  }

  private static void listed(
      TextPage page, String label, List<RuleResult> results, Class<? extends RuleResult> outcome) {
    String names =
        results.stream()
            .filter(outcome::isInstance)
            .map(RuleResult::rule)
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      boolean reasons = outcome != RuleResult.Ok.class;
      page.paragraph("", label, TextPage.BOLD, names + (reasons ? " (--verbose says why)." : "."));
    }
  }

  private static void recording(TextPage page, Analysis analysis, boolean verbose) {
    Quality quality = analysis.recording().quality();
    String covered = Formats.nanos(analysis.recording().coveredNanos());
    String files =
        analysis.files().size() == 1
            ? clipped(analysis.files().get(0), FACT_CHARS, verbose)
            : analysis.files().size() + " files";
    int problems = quality.problems().size();
    page.paragraph(
        "",
        "Recording: ",
        TextPage.BOLD,
        files + ", " + covered + (problems == 0 ? ", nothing lost." : "."));
    DumpReport.sentences(analysis.recording()).stream()
        .limit(verbose ? Integer.MAX_VALUE : PROBLEM_LINES)
        .forEach(each -> page.paragraph("  - ", "", "", each));
    int limit = verbose ? problems : PROBLEM_LINES;
    quality.problems().stream()
        .limit(limit)
        .forEach(
            p -> page.paragraph("  - ", "", "", clipped(p.what(), SUMMARY_CHARS / 2, verbose)));
    if (problems > limit) {
      page.line("  … " + (problems - limit) + " more; --verbose lists them all.");
    }
  }

  private static String colour(Severity severity) {
    return switch (severity) {
      case CRITICAL -> TextPage.RED;
      case WARNING -> TextPage.YELLOW;
      case INFO -> TextPage.CYAN;
    };
  }

  private static String colour(Verdict.State state) {
    return switch (state) {
      case CRITICAL -> TextPage.RED;
      case WARNING, SLOW -> TextPage.YELLOW;
      case HEALTHY -> TextPage.GREEN;
      case UNKNOWN -> TextPage.CYAN;
    };
  }
}
