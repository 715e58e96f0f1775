package io.sonde.analyzer.rule.recording;

import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingQualityRuleTest {
  @Test
  void wholeRecording_isOk() {
    RecordingSketch sketch = lasting(60).cpu(500, "com.shop.Main.main").stackSamples(500, 0);
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void smallLoss_isInfo_largeLoss_isWarning() {
    assertThat(severity(lasting(60).problem(Quality.Kind.UNFINISHED_CHUNK, 10, 1_000_000_000L)))
        .isEqualTo(Severity.INFO);
    assertThat(severity(lasting(60).problem(Quality.Kind.UNFINISHED_CHUNK, 0, 30_000_000_000L)))
        .isEqualTo(Severity.WARNING);
    assertThat(severity(lasting(60).problem(Quality.Kind.TRUNCATED_FILE, 9000, 0)))
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void unknownFormat_countsByItsShare() {
    assertThat(severity(lasting(60).problem(Quality.Kind.UNKNOWN_FORMAT, 0.01)))
        .isEqualTo(Severity.INFO);
    assertThat(severity(lasting(60).problem(Quality.Kind.UNKNOWN_FORMAT, 1)))
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void severalJvms_areAWarning_repeatedChunksAreNot() {
    assertThat(severity(lasting(60).problem(Quality.Kind.SEVERAL_JVMS, 0, 0)))
        .isEqualTo(Severity.WARNING);
    assertThat(severity(lasting(60).problem(Quality.Kind.REPEATED_CHUNK, 0, 0)))
        .isEqualTo(Severity.INFO);
  }

  @Test
  void everyKindOfLoss_hasAdvice() {
    for (Quality.Kind kind : Quality.Kind.values()) {
      Finding finding = only(lasting(60).problem(kind, 0, 0));
      assertThat(finding.recommendation()).isNotBlank();
      assertThat(finding.evidence()).isNotEmpty();
    }
  }

  @Test
  void truncatedStacks_infoThenWarning() {
    assertThat(severity(lasting(60).stackSamples(900, 100))).isEqualTo(Severity.INFO);
    assertThat(severity(lasting(60).stackSamples(300, 700))).isEqualTo(Severity.WARNING);
  }

  @Test
  void suppressedErrorsOfTheAgent_areAWarning() {
    assertThat(severity(lasting(60).problem(Quality.Kind.AGENT_ERRORS, 0, 0)))
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void shortHealthyRun_isAtMostInfo() {
    assertThat(severity(lasting(5))).isEqualTo(Severity.INFO);
    assertThat(severity(lasting(60).cpu(20, "com.shop.Main.main"))).isEqualTo(Severity.INFO);
  }

  private static Severity severity(RecordingSketch sketch) {
    return only(sketch).severity();
  }

  private static Finding only(RecordingSketch sketch) {
    List<Finding> findings = ((RuleResult.Found) evaluate(sketch)).findings();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new RecordingQualityRule(), sketch.build());
  }
}
