package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Analysis;
import io.sonde.analyzer.finding.RuleResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void oneFailedRule_isNamedAndNotCountedAsJudged() {
    Verdict verdict = Verdict.of(with(ReportSamples.healthy(), "deadlock"));

    assertThat(verdict.state()).isEqualTo(Verdict.State.HEALTHY);
    assertThat(verdict.headline()).isEqualTo("Nothing wrong was found, but one rule failed");
    assertThat(verdict.detail())
        .contains("4 of 6 rules looked at", "1 could not be judged", "not judged: deadlock.");
  }

  @Test
  void manyFailedRules_areNotCalledHealthy() {
    Verdict verdict = Verdict.of(with(ReportSamples.healthy(), "a", "b", "c", "d", "e", "f"));

    assertThat(verdict.state()).isEqualTo(Verdict.State.UNKNOWN);
    assertThat(verdict.headline())
        .isEqualTo("No cause found, but too many rules failed to call the service healthy");
    assertThat(verdict.detail())
        .contains("4 of 11 rules had the data", "not judged: a, b, c, d, e, f.");
  }

  @Test
  void failedRuleBesideACause_isNamedToo() {
    Verdict verdict = Verdict.of(with(ReportSamples.shop(), "deadlock"));

    assertThat(verdict.state()).isEqualTo(Verdict.State.CRITICAL);
    assertThat(verdict.detail()).contains("not judged: deadlock.");
  }

  @Test
  void noFailedRule_isNotMentioned() {
    assertThat(Verdict.of(ReportSamples.healthy()).headline()).isEqualTo("Nothing wrong was found");
    assertThat(Verdict.of(ReportSamples.healthy()).detail()).doesNotContain("defect");
  }

  private static Analysis with(Analysis analysis, String... failed) {
    List<RuleResult> results = new ArrayList<>(analysis.results());
    for (String rule : failed) {
      results.add(RuleResult.Failed.of(rule, new IllegalStateException("broken")));
    }
    return new Analysis(analysis.recording(), analysis.files(), results);
  }
}
