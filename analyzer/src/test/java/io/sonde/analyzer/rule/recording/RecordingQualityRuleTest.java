package io.sonde.analyzer.rule.recording;

import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
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

  @Test
  void thresholdAboveThatOfProfile_isNamed_profilesOwnIsNot() {
    RecordingSketch defaults = lasting(60).enabled("jdk.JavaMonitorEnter", "jdk.FileRead");
    defaults.builder().setting("jdk.JavaMonitorEnter", "threshold", "20 ms");
    defaults.builder().setting("jdk.FileRead", "threshold", "10 ms");
    defaults.builder().setting("jdk.SocketRead", "threshold", "20 ms");
    Finding finding = only(defaults);
    assertThat(finding.title()).isEqualTo("Short waits are not recorded");
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.evidence()).hasSize(1);
    assertThat(finding.evidence().get(0).label()).isEqualTo("jdk.JavaMonitorEnter");
    assertThat(finding.evidence().get(0).value()).isEqualTo(20e6);

    RecordingSketch profile = lasting(60).enabled("jdk.JavaMonitorEnter");
    profile.builder().setting("jdk.JavaMonitorEnter", "threshold", "10 ms");
    assertThat(evaluate(profile)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void classesLoadedToTheEnd_areAWarmupThatRuns() {
    assertThat(only(loading(60, 1)).title()).isEqualTo("Classes were still loaded at the end");
    assertThat(evaluate(loading(20, 1))).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void threadsThatRecord_areNamedWhereTheyCostMuch() {
    RecordingSketch dear =
        lasting(60).cpu(450, "com.shop.Main.main").cpu(50, "JFR Recorder Thread", "a.B.c");
    assertThat(only(dear).title()).isEqualTo("Recording itself takes 10 % of the CPU time");
    RecordingSketch cheap =
        lasting(60).cpu(480, "com.shop.Main.main").cpu(20, "JFR Recorder Thread", "a.B.c");
    assertThat(evaluate(cheap)).isInstanceOf(RuleResult.Ok.class);
  }

  /** A reading every five seconds: 2 % of the classes more until then, and then hardly any. */
  private static RecordingSketch loading(int untilSeconds, int then) {
    RecordingSketch sketch = lasting(60);
    double classes = 1_000;
    for (int at = 0; at <= 60; at += 5) {
      long time = RecordingSketch.START + at * 1_000_000_000L;
      sketch.builder().gauges().add(Gauge.CLASSES_LOADED, time, classes);
      classes += at < untilSeconds ? classes * 0.02 : then;
    }
    return sketch;
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
