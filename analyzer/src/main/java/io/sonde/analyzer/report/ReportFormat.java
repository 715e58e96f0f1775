package io.sonde.analyzer.report;

import io.sonde.analyzer.finding.Analysis;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;

/** The forms that an analysis can be written in; the word on the command line is {@link #id}. */
public enum ReportFormat {
  TEXT(TextReport::new),
  MARKDOWN(MarkdownReport::new),
  JSON(JsonReport::new),
  HTML(HtmlReport::new);

  private final Supplier<Report> report;

  ReportFormat(Supplier<Report> report) {
    this.report = report;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Writes for a pipe or a file: 80 columns, no colour. */
  public void write(Analysis analysis, Appendable out) throws IOException {
    write(analysis, ReportOptions.PLAIN, out);
  }

  public void write(Analysis analysis, ReportOptions options, Appendable out) throws IOException {
    report.get().write(analysis, options, out);
  }
}
