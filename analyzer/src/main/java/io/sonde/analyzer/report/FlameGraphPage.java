package io.sonde.analyzer.report;

import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.report.html.FlameData;
import io.sonde.analyzer.report.html.HtmlPage;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Flame graphs alone: one self-contained page with a tab for each tree. */
public final class FlameGraphPage {
  private FlameGraphPage() {}

  /**
   * Writes the page.
   *
   * @param trees not reversed; the first is shown first
   */
  public static void write(List<CallTree> trees, FlameOptions options, Appendable out)
      throws IOException {
    List<FlameData> flames = trees.stream().map(FlameData::of).toList();
    Map<String, Object> data =
        Map.of(
            "title", options.title(),
            "subtitle", options.subtitle(),
            "reversed", options.reversed(),
            "flames", flames.stream().map(FlameData::description).toList());
    HtmlPage.flame(options.title()).data(data).flames(flames).write(out);
  }
}
