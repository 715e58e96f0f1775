package io.sonde.analyzer.report;

import io.sonde.analyzer.aggregate.SampleOwners;
import io.sonde.analyzer.aggregate.Timeline;
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

/** Flame graphs alone: one self-contained page with a tab for each tree. */
public final class FlameGraphPage {
  private FlameGraphPage() {}

  /**
   * Writes the page.
   *
   * @param trees of the recording's samples, not reversed; the first is shown first
   * @param filter that let the trees' samples through
   */
  public static void write(
      Recording recording,
      List<CallTree> trees,
      SampleFilter filter,
      FlameOptions options,
      Appendable out)
      throws IOException {
    Timeline timeline = Timeline.of(recording);
    SampleOwners owners = SampleOwners.of(recording);
    List<FlameData> flames = new ArrayList<>();
    for (CallTree tree : trees) {
      SampleTable samples = recording.samples(tree.kind());
      flames.add(
          samples == null
              ? FlameData.of(tree)
              : FlameData.of(tree, samples, filter, owners, timeline));
    }
    Map<String, Object> data =
        Map.of(
            "title", options.title(),
            "subtitle", options.subtitle(),
            "reversed", options.reversed(),
            "seconds", timeline.steps() * timeline.stepNanos() / 1e9,
            "works", ReportData.works(owners),
            "flames", flames.stream().map(FlameData::description).toList());
    HtmlPage.flame(options.title()).data(data).flames(flames).write(out);
  }
}
