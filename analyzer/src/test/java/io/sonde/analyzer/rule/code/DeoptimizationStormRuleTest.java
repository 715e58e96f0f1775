package io.sonde.analyzer.rule.code;

import static io.sonde.analyzer.rule.RecordingSketch.START;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class DeoptimizationStormRuleTest {
  private static final String DECODE =
      "java.lang.Thread.run > com.shop.Decoder.read > com.shop.Decoder.decode:31";
  private static final String GIVING_UP = DECODE + " > [Deoptimization::uncommon_trap]";
  private static final String WORK = "java.lang.Thread.run > com.shop.Cart.total";

  @Test
  void evaluate_aFifthOfTheCpuForIt_warns_andNamesPlaceAndReason() {
    Finding finding =
        only(
            storm(lasting(60), 20, 60, 500, "range_check (none)")
                .cpu(200, GIVING_UP)
                .cpu(800, WORK));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.impact()).isBetween(0.18, 0.22);
    assertThat(finding.title()).contains("500/s", "Decoder.decode");
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Decoder.decode:31");
    assertThat(finding.location().get(1).methodName()).isEqualTo("read");
    assertThat(finding.recommendation()).contains("test before the access");
    assertThat(finding.evidence())
        .anyMatch(each -> each.text().equals("range_check (none)"))
        .anyMatch(each -> each.label().equals("its compilations given up") && each.value() == 7);
  }

  @Test
  void evaluate_compilersAndTheInterpreter_count() {
    Finding finding =
        only(
            storm(lasting(60), 20, 60, 500, "class_check (maybe_recompile)")
                .cpu(
                    200,
                    "java.lang.Thread.run > com.shop.Decoder.read > interpreted com.shop.Decoder.decode:31")
                .cpu(200, "C2 CompilerThread0", "[Compile::Optimize]")
                .cpu(600, WORK));
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.recommendation()).contains("few types");
  }

  @Test
  void evaluate_frequentButCheap_isInfo() {
    assertThat(
            only(storm(lasting(60), 20, 60, 150, "unstable_if (reinterpret)").cpu(900, WORK))
                .severity())
        .isEqualTo(Severity.INFO);
  }

  @Test
  void evaluate_justBelowTheRate_isOk() {
    RuleResult result = evaluate(storm(lasting(60), 20, 60, 90, "unstable_if (reinterpret)"));
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("at most 90", "100/s");
  }

  @Test
  void evaluate_duringWarmup_isSilent() {
    assertThat(evaluate(storm(lasting(60), 0, 19, 1_000, "unstable_if (reinterpret)")))
        .isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_tenSecondsOfMany_areNamed() {
    Finding finding = only(storm(lasting(600), 300, 310, 200, "unstable_if (reinterpret)"));
    assertThat((finding.fromNanos() - START) / 1_000_000_000L).isEqualTo(300);
    assertThat((finding.toNanos() - START) / 1_000_000_000L).isEqualTo(310);
  }

  @Test
  void evaluate_tooShort_orNotRecorded_isNotApplicable() {
    assertThat(evaluate(lasting(5).enabled("jdk.Deoptimization")).reason()).contains("warm-up");
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.Deoptimization");
  }

  @Test
  void evaluate_withoutStacksOrReasons_neverThrows() {
    RecordingSketch sketch = lasting(60).enabled("jdk.Deoptimization");
    for (int i = 0; i < 5_000; i++) {
      sketch
          .builder()
          .incidents()
          .add(
              new Incident(
                  IncidentKind.DEOPTIMIZATION, START + 30_000_000_000L + i, 0, -1, 0, -1, 0, 1));
    }
    Finding finding = only(sketch);
    assertThat(finding.location()).isEmpty();
    assertThat(finding.recommendation()).contains("the code");
  }

  private static RecordingSketch storm(
      RecordingSketch sketch, int fromSecond, int toSecond, int perSecond, String reason) {
    int stack = sketch.builder().stacks().stack(RecordingSketch.frames(DECODE));
    int subject = sketch.builder().className(reason);
    for (int i = 0; i < (toSecond - fromSecond) * perSecond; i++) {
      long time = START + fromSecond * 1_000_000_000L + i * (1_000_000_000L / perSecond);
      sketch
          .builder()
          .incidents()
          .add(new Incident(IncidentKind.DEOPTIMIZATION, time, 0, -1, stack, subject, i % 7, 1));
    }
    return sketch.enabled("jdk.Deoptimization");
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new DeoptimizationStormRule(), sketch.build());
  }
}
