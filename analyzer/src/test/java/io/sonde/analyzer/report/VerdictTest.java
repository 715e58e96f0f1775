package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.model.WaitKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void oneFailedRule_isNamedAndNotCountedAsJudged() {
    Verdict verdict = verdict(with(ReportSamples.healthy(), "deadlock"));

    assertThat(verdict.state()).isEqualTo(Verdict.State.HEALTHY);
    assertThat(verdict.headline()).isEqualTo("Nothing wrong was found, but one rule failed");
    assertThat(verdict.detail())
        .contains("4 of 6 rules looked at", "1 could not be judged", "not judged: deadlock.");
  }

  @Test
  void manyFailedRules_areNotCalledHealthy() {
    Verdict verdict = verdict(with(ReportSamples.healthy(), "a", "b", "c", "d", "e", "f"));

    assertThat(verdict.state()).isEqualTo(Verdict.State.UNKNOWN);
    assertThat(verdict.headline())
        .isEqualTo("No cause found, but too many rules failed to call the service healthy");
    assertThat(verdict.detail())
        .contains("4 of 11 rules had the data", "not judged: a, b, c, d, e, f.");
  }

  @Test
  void failedRuleBesideACause_isNamedToo() {
    Verdict verdict = verdict(with(ReportSamples.shop(), "deadlock"));

    assertThat(verdict.state()).isEqualTo(Verdict.State.CRITICAL);
    assertThat(verdict.detail()).contains("not judged: deadlock.");
  }

  @Test
  void noFailedRule_isNotMentioned() {
    assertThat(verdict(ReportSamples.healthy()).headline()).isEqualTo("Nothing wrong was found");
    assertThat(verdict(ReportSamples.healthy()).detail()).doesNotContain("defect");
  }

  /** One request in twenty sleeps; no rule looks at sleep. */
  @Test
  void slowRouteWithoutACause_isNotHealthy_andNamesWhatWasWaitedFor() {
    Verdict verdict = verdict(oneInTwentySleeps(1_000));

    assertThat(verdict.state()).isEqualTo(Verdict.State.SLOW);
    assertThat(verdict.headline())
        .isEqualTo(
            "No rule names a cause, but POST /cart takes 1.01 s at p99,"
                + " most of it sleeping in Depot.search");
    assertThat(verdict.detail())
        .startsWith(
            "4 of 5 rules looked at 60 s and found nothing wrong. The slowest route is POST")
        .contains("median 10 ms, p99 1.01 s.", "more sleeping in com.shop.cart.Depot.search");
  }

  @Test
  void unevenRouteBelowTheLimit_isHealthy_andSaid() {
    Verdict verdict = verdict(oneInTwentySleeps(300));

    assertThat(verdict.state()).isEqualTo(Verdict.State.HEALTHY);
    assertThat(verdict.headline()).isEqualTo("Nothing wrong was found");
    assertThat(verdict.detail())
        .contains("The slowest route is POST /cart: median 10 ms, p99 310 ms");
  }

  @Test
  void evenRoute_isNotMentioned() {
    assertThat(verdict(oneInTwentySleeps(20)).detail()).doesNotContain("slowest route");
  }

  @Test
  void slowRouteBesideACause_leavesTheFirstWordToTheCause() {
    Analysis shop =
        new Analysis(
            oneInTwentySleeps(2_000).recording(), List.of("a.jfr"), ReportSamples.shopResults());

    assertThat(verdict(shop).state()).isEqualTo(Verdict.State.CRITICAL);
    assertThat(verdict(shop).headline()).startsWith("PriceRules.matches compiles");
  }

  /**
   * For 10 of 60 s each request takes 1.2 s; the compiler uses most of the CPU time then, or not.
   */
  @Test
  void slowStretch_makesAServiceSlow_unlessItsCodeIsBeingCompiled() {
    assertThat(verdict(slowStretch("http-1")).headline())
        .startsWith("No rule names a cause, but from")
        .doesNotContain("compiling");
    Verdict warming = verdict(slowStretch("C2 CompilerThread0"));
    assertThat(warming.headline()).doesNotContain("but from");
    assertThat(warming.detail()).contains(", while the JVM was still compiling the code.");
  }

  private static Analysis slowStretch(String busyThread) {
    long milli = 1_000_000;
    RequestSketch sketch = new RequestSketch(ReportSamples.shopBuilder(), ReportSamples.START);
    for (int i = 0; i < 580; i++) {
      long from = i * 100 * milli;
      boolean slow = i >= 200 && i < 300;
      long to = from + (slow ? 1_200 : 10) * milli;
      sketch.request("POST /cart", "http-" + i % 32, from, to, milli);
      if (slow) {
        for (int k = 0; k < 10; k++) {
          sketch.cpu(busyThread, from + k * 10 * milli, 10 * milli);
        }
      }
    }
    return new Analysis(sketch.build(), List.of("a.jfr"), ReportSamples.healthy().results());
  }

  private static Analysis oneInTwentySleeps(long millis) {
    long milli = 1_000_000;
    RequestSketch sketch = new RequestSketch(ReportSamples.shopBuilder(), ReportSamples.START);
    for (int i = 0; i < 400; i++) {
      long from = i * 100 * milli;
      long slept = i % 20 == 3 ? millis * milli : 0;
      String thread = "http-" + i % 32;
      sketch.request("POST /cart", thread, from, from + 10 * milli + slept, milli);
      if (slept > 0) {
        sketch.waiting(
            WaitKind.SLEEP,
            thread,
            from + milli,
            from + milli + slept,
            "",
            "",
            "com.shop.cart.Carts.add > com.shop.cart.Depot.search");
      }
    }
    return new Analysis(sketch.build(), List.of("a.jfr"), ReportSamples.healthy().results());
  }

  private static Verdict verdict(Analysis analysis) {
    return Verdict.of(analysis, RequestSummary.of(analysis.recording()));
  }

  private static Analysis with(Analysis analysis, String... failed) {
    List<RuleResult> results = new ArrayList<>(analysis.results());
    for (String rule : failed) {
      results.add(RuleResult.Failed.of(rule, new IllegalStateException("broken")));
    }
    return new Analysis(analysis.recording(), analysis.files(), results);
  }
}
