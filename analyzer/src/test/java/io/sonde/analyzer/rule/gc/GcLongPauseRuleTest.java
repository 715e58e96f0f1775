package io.sonde.analyzer.rule.gc;

import static io.sonde.analyzer.rule.RecordingSketch.MB;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class GcLongPauseRuleTest {
  @Test
  void fullCollectionOfTwoSeconds_warns_withCauseAndPhase() {
    Finding finding =
        only(
            lasting(600)
                .young(1, 20, 50 * MB, 20 * MB)
                .collection(100, "G1Full", "G1 Compaction Pause", 2000, 900 * MB, 800 * MB));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.summary()).contains("G1Full", "G1 Compaction Pause", "2 s");
    assertThat(finding.evidence()).anyMatch(each -> each.formatted().equals("GC Pause"));
    assertThat(finding.toNanos() - finding.fromNanos()).isEqualTo(2_000_000_000L);
  }

  @Test
  void severity_followsWhatUsersSee() {
    assertThat(only(pauses(3600, 1, 300)).severity()).isEqualTo(Severity.INFO);
    assertThat(only(pauses(60, 4, 300)).severity()).isEqualTo(Severity.WARNING);
    assertThat(only(pauses(3600, 1, 12_000)).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void shortPauses_areOk() {
    assertThat(evaluate(pauses(60, 50, 40))).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void pausesForMeasurement_areLeftOut_butSystemGcCounts() {
    RecordingSketch measured =
        lasting(60).collection(1, "G1Full", "Heap Inspection Initiated GC", 3000, MB, MB);
    assertThat(evaluate(measured)).isInstanceOf(RuleResult.Ok.class);
    RecordingSketch asked = lasting(60).collection(1, "G1Full", "System.gc()", 3000, MB, MB);
    assertThat(only(asked).recommendation()).contains("System.gc()");
  }

  @Test
  void systemGc_namesWhoCalledIt() {
    Finding finding =
        only(
            lasting(60)
                .systemGc(5, 300, "com.shop.Nightly.run > java.lang.System.gc")
                .systemGc(
                    30,
                    3000,
                    "java.lang.Thread.run > com.shop.Cache.clear > org.hibernate.Session.clear"
                        + " > java.lang.System.gc > java.lang.Runtime.gc"));
    assertThat(finding.location())
        .containsExactly(new Location("com.shop.Cache", "clear", finding.location().get(0).line()));
    assertThat(finding.recommendation()).contains("out of com.shop.Cache.clear");
  }

  @Test
  void systemGc_forDirectMemoryOrRmi_isTold() {
    Finding direct =
        only(
            lasting(60)
                .systemGc(
                    30,
                    3000,
                    "com.shop.Export.write > java.nio.ByteBuffer.allocateDirect"
                        + " > java.nio.Bits.reserveMemory > java.lang.System.gc"));
    assertThat(direct.recommendation()).contains("com.shop.Export.write", "MaxDirectMemorySize");
    Finding remote =
        only(
            lasting(60)
                .systemGc(30, 3000, "sun.rmi.transport.GC$Daemon.run > java.lang.System.gc"));
    assertThat(remote.recommendation()).contains("sun.rmi.dgc.server.gcInterval");
    assertThat(remote.location().get(0).className()).isEqualTo("sun.rmi.transport.GC$Daemon");
  }

  @Test
  void notRecorded_isNotApplicable() {
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.GCPhasePause");
  }

  private static RecordingSketch pauses(double seconds, int count, double millis) {
    RecordingSketch sketch = lasting(seconds);
    for (int i = 0; i < count; i++) {
      sketch.young(seconds * i / count, millis, 50 * MB, 20 * MB);
    }
    return sketch;
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new GcLongPauseRule(), sketch.build());
  }
}
