package io.sonde.analyzer.rule.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Frame;
import io.sonde.analyzer.model.FrameKind;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.ThreadRef;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualThreadPinningRuleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String CALL = "com.shop.Client.call";

  private final RecordingSketch sketch =
      RecordingSketch.lasting(60).cores(4).enabled("jdk.VirtualThreadPinned");

  @Test
  void carriersKeptMostOfTheTime_isCritical_andNamesTheCodeThatWaits() {
    for (int carrier = 0; carrier < 4; carrier++) {
      for (int i = 0; i < 60; i++) {
        pinned(i, 0.9, "", CALL, "com.shop.Main.serve");
      }
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.location()).first().isEqualTo(new Location("com.shop.Client", "call", 3));
    assertThat(finding.impact()).isBetween(0.89, 0.91);
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.ELAPSED_TIME);
    assertThat(finding.summary()).contains("240 times", "90 %", "4 carriers", "synchronized");
    assertThat(finding.recommendation()).contains("ReentrantLock");
  }

  @Test
  void severity_followsTheShareOfTheCarriersTime() {
    assertThat(severity(2)).isEqualTo(Severity.WARNING);
    assertThat(severity(1)).isEqualTo(Severity.INFO);
  }

  @Test
  void initialiserOfAClass_isNamedAsWhatKeepsTheCarrier() {
    for (int i = 0; i < 60; i++) {
      pinned(i, 0.9, "Native or VM frame on stack", CALL, "com.shop.Terms.<clinit>");
    }
    Finding finding = only();
    assertThat(finding.location())
        .containsExactly(
            new Location("com.shop.Client", "call", 3),
            new Location("com.shop.Terms", "<clinit>", 3));
    assertThat(finding.summary()).contains("initialiser of com.shop.Terms");
    assertThat(finding.evidence()).anyMatch(each -> each.formatted().contains("Native or VM"));
  }

  @Test
  void tenBadSeconds_areFound_andNamed() {
    for (int i = 30; i < 40; i++) {
      pinned(i, 1, "", CALL);
      pinned(i, 1, "", CALL);
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.fromNanos()).isGreaterThanOrEqualTo(RecordingSketch.START + 30 * SECOND);
    assertThat(finding.toNanos()).isLessThanOrEqualTo(RecordingSketch.START + 40 * SECOND);
  }

  @Test
  void fewShortTimes_areOkWithNumbers() {
    pinned(1, 1, "", CALL);
    assertThat(evaluate())
        .isInstanceOfSatisfying(
            RuleResult.Ok.class, ok -> assertThat(ok.reason()).contains("1 times", "5 %"));
  }

  @Test
  void noVirtualThreads_orNoEvents_isNotApplicable() {
    assertThat(evaluate())
        .isInstanceOfSatisfying(
            RuleResult.NotApplicable.class,
            result -> assertThat(result.reason()).contains("No virtual thread"));
    RuleResult unmet =
        Rules.evaluate(new VirtualThreadPinningRule(), RecordingSketch.lasting(60).build());
    assertThat(unmet.reason()).contains("JDK 21", "jdk.VirtualThreadPinned");
  }

  @Test
  void virtualThreadsThatKeepNothing_areOk() {
    sketch.builder().thread(new ThreadRef("request", 99, 0, true));
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  private static Severity severity(int carriersOfFour) {
    VirtualThreadPinningRuleTest other = new VirtualThreadPinningRuleTest();
    for (int carrier = 0; carrier < carriersOfFour; carrier++) {
      for (int i = 0; i < 60; i++) {
        other.pinned(i, 0.7, "", CALL);
      }
    }
    return other.only().severity();
  }

  private void pinned(double at, double seconds, String reason, String... stack) {
    List<Frame> frames =
        Arrays.stream(stack)
            .map(
                name -> {
                  int dot = name.lastIndexOf('.');
                  return new Frame(
                      name.substring(0, dot), name.substring(dot + 1), 3, FrameKind.UNKNOWN);
                })
            .toList();
    sketch
        .builder()
        .incidents()
        .add(
            new Incident(
                IncidentKind.PINNED,
                RecordingSketch.START + (long) (at * SECOND),
                (long) (seconds * SECOND),
                sketch.builder().thread(new ThreadRef("request", 99, 0, true)),
                sketch.builder().stacks().stack(frames),
                reason.isEmpty() ? -1 : sketch.builder().className(reason),
                0,
                1));
  }

  private RuleResult evaluate() {
    return Rules.evaluate(new VirtualThreadPinningRule(), sketch.build());
  }

  private Finding only() {
    RuleResult result = evaluate();
    assertThat(result).isInstanceOf(RuleResult.Found.class);
    assertThat(((RuleResult.Found) result).findings()).hasSize(1);
    return ((RuleResult.Found) result).findings().get(0);
  }
}
