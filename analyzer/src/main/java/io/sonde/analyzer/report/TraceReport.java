package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.TracedRequest;
import io.sonde.analyzer.aggregate.Waterfall;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.unit.PrintableText;
import java.io.IOException;
import java.util.List;

/** The requests of one trace alone: what their time went into, and their waits in order. */
public final class TraceReport {
  private final String trace;
  private final Analysis analysis;
  private final List<TracedRequest> requests;

  /**
   * @param trace 32 lower-case hex digits
   */
  public TraceReport(Analysis analysis, String trace) {
    this.trace = trace;
    this.analysis = analysis;
    this.requests = TracedRequest.of(analysis.recording(), trace);
  }

  /** For a terminal; verbose writes every wait. */
  public void text(ReportOptions options, Appendable out) throws IOException {
    TextPage page = new TextPage(options);
    page.paragraph("", "Trace " + trace + ": ", TextPage.BOLD, number() + " in this JVM.");
    for (TracedRequest request : requests) {
      Waterfall waterfall = request.waterfall();
      page.blank();
      page.paragraph("", TraceWords.heading(waterfall), TextPage.BOLD, "");
      page.paragraph("  ", "", "", TraceWords.facts(waterfall, analysis.recording()));
      page.paragraph("  ", "Its time: ", TextPage.BOLD, TraceWords.split(request.split()));
      for (String repeat : TraceWords.repeats(waterfall)) {
        page.paragraph("  ", "Repeated: ", TextPage.BOLD, repeat);
      }
      TraceWords.Moments moments = TraceWords.moments(waterfall, options.verbose());
      for (TraceWords.Moment moment : moments.shown()) {
        page.paragraph(
            "    ",
            "after " + moment.after() + ": ",
            "",
            moment.words() + labelled(PrintableText.shortened(moment.label())));
      }
      if (!moments.rest().isEmpty()) {
        page.line("    " + moments.rest() + (options.verbose() ? "" : "; --verbose lists them."));
      }
    }
    out.append(page.toString());
  }

  /** For a ticket or a pull request. */
  public void markdown(Appendable out) throws IOException {
    out.append("# Trace `").append(trace).append("`\n\n");
    out.append(number()).append(" in this JVM.\n");
    for (TracedRequest request : requests) {
      Waterfall waterfall = request.waterfall();
      out.append("\n## ").append(MarkdownReport.escape(TraceWords.heading(waterfall)));
      out.append("\n\n");
      out.append(MarkdownReport.escape(TraceWords.facts(waterfall, analysis.recording())));
      out.append("\n\n**Its time:** ").append(TraceWords.split(request.split()));
      out.append("\n\n");
      for (String repeat : TraceWords.repeats(waterfall)) {
        out.append("**Repeated:** ").append(MarkdownReport.escape(repeat)).append("\n\n");
      }
      TraceWords.Moments moments = TraceWords.moments(waterfall, false);
      if (!moments.shown().isEmpty()) {
        out.append("| After | Wait | For |\n|--:|---|---|\n");
      }
      for (TraceWords.Moment moment : moments.shown()) {
        out.append("| ").append(moment.after()).append(" | ");
        out.append(MarkdownReport.escape(moment.words())).append(" | ");
        out.append(MarkdownReport.escape(PrintableText.shortened(moment.label())));
        out.append(" |\n");
      }
      if (!moments.rest().isEmpty()) {
        out.append('\n').append(moments.rest()).append(".\n");
      }
    }
  }

  /** For programs, as docs/trace.schema.json describes it. */
  public void json(Appendable out) throws IOException {
    out.append(TraceJson.of(trace, analysis, requests)).append('\n');
  }

  private String number() {
    return requests.size() == 1 ? "1 recorded request" : requests.size() + " recorded requests";
  }

  private static String labelled(String label) {
    return label.isEmpty() ? "" : ": " + label;
  }
}
