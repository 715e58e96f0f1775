package io.sonde.analyzer.report;

import io.sonde.analyzer.finding.Analysis;
import java.io.IOException;

/** One way of writing an analysis. */
interface Report {
  void write(Analysis analysis, ReportOptions options, Appendable out) throws IOException;
}
