package io.sonde.analyzer.rule;

import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.Quality;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtsTest {
  @Test
  void soundData_leavesNothingToSay() {
    assertThat(confidence(lasting(60), "hot-path")).isEmpty();
  }

  @Test
  void loss_concernsAll_butNotTheFindingThatTellsIt() {
    RecordingSketch lossy = lasting(60).problem(Quality.Kind.LOST_EVENTS, 0, 30_000_000_000L);
    assertThat(confidence(lossy, "hot-path"))
        .isEqualTo("lower: a tenth of the recording or more is missing");
    assertThat(confidence(lossy, "heap-leak")).isNotEmpty();
    assertThat(confidence(lossy, "recording-quality")).isEmpty();
    RecordingSketch little = lasting(60).problem(Quality.Kind.LOST_EVENTS, 0, 1_000_000_000L);
    assertThat(confidence(little, "hot-path")).isEmpty();
  }

  @Test
  void shortRecordingWithCutStacks_saysBoth() {
    assertThat(confidence(lasting(5).stackSamples(50, 150), "hot-path"))
        .isEqualTo(
            "lower: only 5 s are recorded, start-up among them;"
                + " most stack traces are cut off, so callers are missing");
  }

  @Test
  void thresholds_concernRulesThatSumWaits() {
    RecordingSketch sketch = lasting(60).enabled("jdk.ThreadPark");
    sketch.builder().setting("jdk.ThreadPark", "threshold", "20 ms");
    assertThat(confidence(sketch, "lock-contention")).contains("less than 20 ms");
    assertThat(confidence(sketch, "hot-path")).isEmpty();
  }

  @Test
  void warmup_concernsWhatCodeCosts_andNotLeaks() {
    RecordingSketch sketch = lasting(60);
    for (int at = 0; at <= 60; at += 5) {
      long time = RecordingSketch.START + at * 1_000_000_000L;
      sketch.builder().gauges().add(Gauge.CLASSES_LOADED, time, 1_000 + 50 * at);
    }
    assertThat(confidence(sketch, "hot-path")).contains("the code was not warm");
    assertThat(confidence(sketch, "heap-leak")).isEmpty();
  }

  private static String confidence(RecordingSketch sketch, String rule) {
    Finding finding =
        new Finding(
            rule,
            Severity.WARNING,
            0.1,
            ImpactOf.CPU_TIME,
            "title",
            "summary",
            "recommendation",
            List.of(),
            List.of(),
            null,
            0,
            1);
    RuleResult said =
        new Doubts(new Examination(sketch.build()))
            .said(List.of(new RuleResult.Found(rule, List.of(finding))))
            .get(0);
    List<Evidence> evidence = ((RuleResult.Found) said).findings().get(0).evidence();
    return evidence.isEmpty() ? "" : evidence.get(0).text();
  }
}
