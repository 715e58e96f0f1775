package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Analysis;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  @Test
  void shop_tellsTheWholeStory() throws IOException {
    assertThat(markdown(ReportSamples.shop()))
        .startsWith("# PriceRules.matches compiles a regular expression on every call\n")
        .contains("## 1. PriceRules.matches")
        .contains("**critical** · 65 % of the JVM's CPU time · rule `hot-path`")
        .contains("| Share of CPU time | 65 % | 10 % |")
        .contains("- `com.shop.pricing.PriceRules.matches:88`")
        .contains("**What to do:** Compile the pattern once")
        .contains("| `lock-contention` | not applicable |")
        .contains("To repeat: `sonde analyze shop.jfr --format markdown`");
  }

  @Test
  void hostileNames_becomeNeitherHtmlNorMarkup() throws IOException {
    String markdown = markdown(ReportSamples.hostile());
    String outsideCode = markdown.replaceAll("`[^`]*`", "");

    assertThat(outsideCode).doesNotContain("<img").doesNotContain("</script>");
    assertThat(markdown.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
  }

  @Test
  void requests_areATable_withTheSplitOfTheSlowOnes() throws IOException {
    assertThat(markdown(RequestSamples.shop()))
        .contains("3,361 requests of 5 routes, most time first.")
        .contains(" % of the requests' time is explained.")
        .contains("| GET /orders/{id} | 3,000 | 50/s | 12 |")
        .contains("| waiting for a monitor | ")
        .contains("| on CPU (estimated) | ")
        .contains("| suspended, no thread at work | ");
    assertThat(markdown(ReportSamples.shop())).doesNotContain("## Requests");
    String outsideCode = markdown(RequestSamples.hostile()).replaceAll("`[^`]*`", "");
    assertThat(outsideCode).doesNotContain("<img").doesNotContain("</script>");
  }

  private static String markdown(Analysis analysis) throws IOException {
    StringBuilder text = new StringBuilder();
    ReportFormat.MARKDOWN.write(analysis, text);
    return text.toString();
  }
}
