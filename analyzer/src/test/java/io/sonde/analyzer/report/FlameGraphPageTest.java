package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.report.html.FlameData;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlameGraphPageTest {
  private static final FlameOptions OPTIONS = new FlameOptions("CPU", "shop.jfr, 60 s", false);

  @Test
  void page_isOneFileWithAStrictPolicy() throws IOException {
    StringBuilder page = new StringBuilder();
    CallTree cpu = ReportSamples.tree(ReportSamples.shopRecording(), SampleKind.CPU);

    ReportSamples.flame(List.of(cpu), OPTIONS, page);

    assertThat(page)
        .contains("default-src 'none'; script-src 'sha256-")
        .doesNotContain("unsafe-inline")
        .doesNotContain("src=\"http")
        .doesNotContain("href=\"http");
  }

  @Test
  void hostileNames_closeNoElement() throws IOException {
    StringBuilder page = new StringBuilder();
    FlameOptions hostile = new FlameOptions(ReportSamples.HOSTILE, ReportSamples.HOSTILE, false);

    ReportSamples.flame(List.of(), hostile, page);

    assertThat(page).doesNotContain("<img").containsOnlyOnce("</title>");
    assertThat(page.toString().split("</script>", -1)).hasSize(3);
  }

  @Test
  void collapsed_weightsSumToTheWhole() throws IOException {
    CallTree cpu = ReportSamples.tree(ReportSamples.shopRecording(), SampleKind.CPU);
    StringBuilder text = new StringBuilder();

    CollapsedStacks.write(cpu, text);

    long sum =
        text.toString()
            .lines()
            .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
    assertThat(sum).isEqualTo(cpu.totalWeight());
    assertThat(text)
        .contains("com.shop.pricing.PriceRules.matches;java.util.regex.Pattern.compile");
  }

  @Test
  void samplesWithoutAStack_areCalledUnknown() throws IOException {
    CallTree cpu = ReportSamples.tree(ReportSamples.mixedKinds(), SampleKind.CPU);
    StringBuilder text = new StringBuilder();

    CollapsedStacks.write(cpu, text);

    assertThat(text.toString().lines())
        .contains("unknown 14000000000")
        .noneMatch(line -> line.startsWith(" "));
    assertThat(FlameData.of(cpu).frames()).contains("unknown");
  }
}
