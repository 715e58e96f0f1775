package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextReportTest {
  private static final int SCREEN_LINES = 40;

  @Test
  void shop_beginsWithTheCause() throws IOException {
    String text = text(ReportSamples.shop(), ReportOptions.PLAIN);

    assertThat(text)
        .startsWith(
            "Not healthy: PriceRules.matches compiles a regular expression on every call\n");
    assertThat(text)
        .contains("It explains 65 % of the JVM's CPU time.")
        .contains("com.shop.pricing.PriceRules.matches:88")
        .contains("Share of CPU time: 65 % (threshold 10 %)")
        .contains("Compile the pattern once")
        .contains("Looked fine: gc-long-pause, gc-pressure.")
        .contains("Could not be judged: lock-contention");
  }

  @Test
  void manyFindings_fitOneScreenOf80Columns() throws IOException {
    List<RuleResult> results = new ArrayList<>(ReportSamples.shop().results());
    Finding one = ReportSamples.shop().findings().get(0);
    for (int i = 0; i < 20; i++) {
      Finding other =
          new Finding(
              "rule-" + i,
              Severity.WARNING,
              0.1,
              one.impactOf(),
              one.title(),
              one.summary(),
              one.recommendation(),
              one.evidence(),
              one.location(),
              null,
              one.fromNanos(),
              one.toNanos());
      results.add(new RuleResult.Found("rule-" + i, List.of(other)));
    }

    String text =
        text(
            new Analysis(ReportSamples.shopRecording(), List.of("shop.jfr"), results),
            ReportOptions.PLAIN);

    assertThat(text.lines().count()).isLessThanOrEqualTo(SCREEN_LINES);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void hostileNames_areShownAsTextAndWrapped() throws IOException {
    String text = text(ReportSamples.hostile(), ReportOptions.PLAIN);

    assertThat(text).contains("onerror").contains("\\u202E").contains("\\u001B");
    assertThat(text.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(text.lines().count()).isLessThanOrEqualTo(SCREEN_LINES + 20);
  }

  @Test
  void colour_onlyOnATerminalThatWantsIt() throws IOException {
    ReportOptions terminal = ReportOptions.forOutput(true, Map.of(), false);
    ReportOptions refused = ReportOptions.forOutput(true, Map.of("NO_COLOR", "1"), false);
    ReportOptions pipe = ReportOptions.forOutput(false, Map.of(), false);

    assertThat(text(ReportSamples.shop(), terminal)).contains("\u001b[1;31mNot healthy: \u001b[0m");
    assertThat(text(ReportSamples.shop(), refused)).doesNotContain("\u001b");
    assertThat(text(ReportSamples.shop(), pipe)).doesNotContain("\u001b");
  }

  @Test
  void verbose_givesTheReasonOfEachRule() throws IOException {
    String text = text(ReportSamples.shop(), ReportOptions.forOutput(false, Map.of(), true));

    assertThat(text.replaceAll("\\s+", " "))
        .contains("lock-contention, not applicable: Monitor waits were not recorded")
        .contains("gc-pressure, ok: Pauses take 1.7 % of the time");
  }

  @Test
  void healthy_saysSoWithWhatWasLookedAt() throws IOException {
    assertThat(text(ReportSamples.healthy(), ReportOptions.PLAIN))
        .startsWith("Healthy: Nothing wrong was found\n")
        .contains("4 of 5 rules looked at 60 s");
  }

  @Test
  void failedRule_isNamed_andNotCountedAmongThoseThatLooked() throws IOException {
    List<RuleResult> results = new ArrayList<>(ReportSamples.healthy().results());
    results.set(0, RuleResult.Failed.of("hot-path", new IllegalStateException("broken")));
    Analysis analysis =
        new Analysis(ReportSamples.shopRecording(), List.of("healthy.jfr"), results);

    assertThat(text(analysis, ReportOptions.PLAIN).replaceAll("\\s+", " "))
        .startsWith("Healthy: Nothing wrong was found, but one rule failed")
        .contains("3 of 5 rules looked at 60 s")
        .contains("Failed by a defect of Sonde, and so not judged: hot-path.");
  }

  @Test
  void emptyRecording_isNotCalledHealthy() throws IOException {
    assertThat(text(ReportSamples.empty(), ReportOptions.PLAIN))
        .startsWith("Cannot tell: No cause found")
        .contains("0 of 1 rules had the data");
  }

  @Test
  void requests_areCounted_andTheSlowOnesExplained() throws IOException {
    String text = text(RequestSamples.shop(), ReportOptions.PLAIN);

    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(text.lines().count()).isLessThanOrEqualTo(SCREEN_LINES + 15);
    assertThat(text.replaceAll("\\s+", " "))
        .contains("Requests: 3,361 requests of 5 routes, most time first.")
        .containsPattern("[0-9.]+ % of the requests' time is explained\\.")
        .contains("GET /orders/{id}: 3,000 (50/s), errors 12, p50")
        .contains("SQL 2 ms each (12 statements), waits 20 µs for connections")
        .contains("Slow ones: The slowest 1 % (10 requests,")
        .contains("more waiting for a monitor of com.shop.stock.Stock in")
        .contains(
            "com.shop.stock.Stock.reserve:7 (100 % of it), which thread stock-refresh held before")
        .contains("… 2 more; --verbose lists them all.")
        .doesNotContain("Statements:");
  }

  @Test
  void verbose_listsStatements() throws IOException {
    String text = text(RequestSamples.shop(), ReportOptions.forOutput(false, Map.of(), true));

    assertThat(text.replaceAll("\\s+", " "))
        .contains("Statements: 2 different ones, most time first.")
        .contains(" in a request that runs it, called in com.shop.search.Search.run:7")
        .contains("commit count 100, total 50 ms, mean 500 µs, max 500 µs, 1 in a request that");
  }

  @Test
  void verbose_listsWorkerPools() throws IOException {
    String text = text(RequestSamples.shop(), ReportOptions.forOutput(false, Map.of(), true));

    assertThat(text.replaceAll("\\s+", " "))
        .contains("Worker pools: and executors, longest queue first.")
        .contains("110 of at most 200 threads at work, 3.50 in the queue on average, 7 at most")
        .contains("export-*: ", "60 tasks, queued 0 ns each");
  }

  @Test
  void verbose_listsPools() throws IOException {
    String text = text(RequestSamples.shop(), ReportOptions.forOutput(false, Map.of(), true));

    assertThat(text.replaceAll("\\s+", " "))
        .contains("shop-pool: at most 10 of 10 in use, at most 4 waiting when looked at, 20 handed")
        .contains("waits 2 ms each, 2 in vain, 1 of them timed out")
        .contains("held 900 ms, in com.shop.checkout.Checkout.pay:7")
        .contains("held 400 ms, still open, taken in com.shop.export.Export.open:7");
  }

  @Test
  void withoutRequests_nothingIsSaidOfThem() throws IOException {
    assertThat(text(ReportSamples.shop(), ReportOptions.PLAIN)).doesNotContain("Requests");
  }

  private static String text(Analysis analysis, ReportOptions options) throws IOException {
    StringBuilder text = new StringBuilder();
    ReportFormat.TEXT.write(analysis, options, text);
    return text.toString();
  }
}
