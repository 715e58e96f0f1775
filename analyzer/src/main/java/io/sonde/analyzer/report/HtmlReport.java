package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.SampleOwners;
import io.sonde.analyzer.aggregate.Timeline;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
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
    Recording recording = analysis.recording();
    Timeline timeline = Timeline.of(recording);
    SampleOwners owners = SampleOwners.of(recording);
    List<FlameData> flames = new ArrayList<>();
    for (SampleTable samples : new TreeMap<>(recording.samples()).values()) {
      CallTree tree = CallTree.of(recording, samples, SampleFilter.ALL, false);
      flames.add(FlameData.of(tree, samples, SampleFilter.ALL, owners, timeline));
    }
    Map<String, Object> data = ReportData.of(analysis, flames, owners, timeline, options.trace());
    HtmlPage.report("Sonde report").data(data).flames(flames).write(out);
  }
}
