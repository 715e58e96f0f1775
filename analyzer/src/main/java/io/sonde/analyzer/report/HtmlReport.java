package io.sonde.analyzer.report;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.report.html.FlameData;
import io.sonde.analyzer.report.html.HtmlPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The report that is opened and forwarded: verdict, findings with their proof, flame graphs. */
final class HtmlReport implements Report {
  @Override
  public void write(Analysis analysis, ReportOptions options, Appendable out) throws IOException {
    List<FlameData> flames = new ArrayList<>();
    for (SampleTable samples : new TreeMap<>(analysis.recording().samples()).values()) {
      flames.add(
          FlameData.of(
              CallTree.of(analysis.recording(), samples, CallTree.SampleFilter.ALL, false)));
    }
    Map<String, Object> data = ReportData.of(analysis, flames);
    HtmlPage.report("Sonde report").data(data).flames(flames).write(out);
  }
}
