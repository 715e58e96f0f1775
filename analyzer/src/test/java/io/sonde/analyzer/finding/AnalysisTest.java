package io.sonde.analyzer.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.rule.RecordingSketch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnalysisTest {
  private static final Location RENDER = new Location("com.shop.Teaser", "render", 15);
  private static final Location OTHER = new Location("com.shop.Cart", "total", 7);

  private final Finding symptom = finding("gc-pressure", Severity.WARNING, 0.19, RENDER);

  @Test
  void findings_areRankedBySeverityThenImpact() {
    Finding small = finding("heap-leak", Severity.CRITICAL, 0.1, OTHER);
    Finding hot = finding("hot-path", Severity.WARNING, 0.3, OTHER);
    assertThat(ranked(symptom, hot, small))
        .containsExactly(small.explaining(symptom), hot, symptom);
  }

  @Test
  void cause_leadsTheSymptomThatPointsAtTheSameMethod() {
    Finding hot = finding("hot-path", Severity.WARNING, 0.3, OTHER);
    Finding cause =
        finding(
            "allocation-hot-path",
            Severity.WARNING,
            0.17,
            new Location("com.shop.Teaser", "render", 16));
    assertThat(ranked(symptom, cause, hot))
        .containsExactly(hot, cause.explaining(symptom), symptom);
  }

  /** Seen once: a third of the CPU time went into the array that one method makes per call. */
  @Test
  void hotPathThatMakesObjects_followsTheAllocationThatItIs() {
    Finding cause = finding("allocation-hot-path", Severity.WARNING, 0.09, RENDER);
    for (String symbol :
        List.of("_new_array_Java", "C2 Runtime new_array", "OptoRuntime::new_instance_C")) {
      Finding hot =
          finding("hot-path", Severity.WARNING, 0.17, RENDER, new Location("", symbol, 0));
      assertThat(ranked(hot, symptom, cause))
          .as(symbol)
          .containsExactly(cause.explaining(symptom), symptom, hot);
    }
    Finding computes =
        finding("hot-path", Severity.WARNING, 0.17, RENDER, new Location("a.B", "new_array", 0));
    assertThat(ranked(computes, cause)).containsExactly(computes, cause);
  }

  @Test
  void nativeSymbol_isWrittenAsItIs() {
    assertThat(new Location("", "_new_array_Java", 0)).hasToString("_new_array_Java");
    assertThat(RENDER).hasToString("com.shop.Teaser.render:15");
  }

  @Test
  void otherPlace_orLesserSeverity_isNoCause() {
    Finding elsewhere = finding("allocation-hot-path", Severity.WARNING, 0.17, OTHER);
    Finding lesser = finding("allocation-hot-path", Severity.INFO, 0.17, RENDER);
    assertThat(ranked(elsewhere, lesser, symptom)).containsExactly(symptom, elsewhere, lesser);
  }

  private static List<Finding> ranked(Finding... findings) {
    List<RuleResult> results =
        Arrays.stream(findings)
            .map(finding -> (RuleResult) new RuleResult.Found(finding.rule(), List.of(finding)))
            .toList();
    return new Analysis(RecordingSketch.lasting(60).build(), List.of("x.jfr"), results).findings();
  }

  private static Finding finding(String rule, Severity severity, double impact, Location... at) {
    return new Finding(
        rule,
        severity,
        impact,
        ImpactOf.CPU_TIME,
        "title",
        "summary",
        "recommendation",
        List.of(),
        List.of(at),
        null,
        0,
        1);
  }
}
