package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhenTest {
  private final Finding whole = ReportSamples.shop().findings().get(0);

  @Test
  void window_isSaidWhereItIsAPartOfTheRecording() throws IOException {
    long from = ReportSamples.START + 20 * ReportSamples.SECOND;
    Finding part = whole.within(from, from + 5 * ReportSamples.SECOND);
    Analysis analysis =
        new Analysis(
            ReportSamples.shopRecording(),
            List.of("a.jfr"),
            List.of(new RuleResult.Found(part.rule(), List.of(part))));
    assertThat(When.of(part, analysis.recording()))
        .matches("from \\d\\d:\\d\\d:\\d\\d UTC for 5 s of 60 s");
    for (ReportFormat format :
        List.of(ReportFormat.TEXT, ReportFormat.MARKDOWN, ReportFormat.HTML)) {
      StringBuilder text = new StringBuilder();
      format.write(analysis, text);
      assertThat(text).as(format.id()).contains(When.of(part, analysis.recording()));
    }
  }

  @Test
  void wholeRecording_andTimesOutsideOfIt_areNotSaid() {
    Analysis shop = ReportSamples.shop();
    assertThat(When.of(whole, shop.recording())).isEmpty();
    assertThat(When.of(whole.within(0, 1), shop.recording())).isEmpty();
    assertThat(When.of(whole.within(whole.fromNanos(), whole.fromNanos()), shop.recording()))
        .isEmpty();
  }
}
