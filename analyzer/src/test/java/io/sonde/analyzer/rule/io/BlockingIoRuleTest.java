package io.sonde.analyzer.rule.io;

import static io.sonde.analyzer.rule.RecordingSketch.START;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class BlockingIoRuleTest {
  private static final long MILLI = 1_000_000L;
  private static final String FORCE =
      "com.shop.Orders.place > com.shop.Journal.append > sun.nio.ch.FileChannelImpl.force";
  private static final String LOG =
      "com.shop.Orders.place > org.slf4j.Logger.info > ch.qos.logback.core.OutputStreamAppender.append"
          + " > java.io.FileOutputStream.write";

  @Test
  void evaluate_aThirdOfTheWaitingTimeInForces_warns_andNamesFileAndPlace() {
    Finding finding = only(requests(50, WaitKind.FILE, FORCE, 30));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.WAITING_TIME);
    assertThat(finding.impact()).isBetween(0.29, 0.31);
    assertThat(finding.location().get(0).toString()).startsWith("com.shop.Journal.append");
    assertThat(finding.title()).contains("forcing data to the disk", "Journal.append");
    assertThat(finding.summary()).contains("/data/journal-#.log");
    assertThat(finding.recommendation()).contains("group commit");
  }

  @Test
  void evaluate_mostOfTheWaitingTime_isCritical() {
    assertThat(only(requests(50, WaitKind.FILE, FORCE, 60)).severity())
        .isEqualTo(Severity.CRITICAL);
  }

  @Test
  void evaluate_justBelowTheWarning_isInfo_andLittleIsOk() {
    assertThat(only(requests(50, WaitKind.FILE, FORCE, 19)).severity()).isEqualTo(Severity.INFO);
    RuleResult result = evaluate(requests(50, WaitKind.FILE, FORCE, 5));
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("5 %", "10 %");
  }

  @Test
  void evaluate_thresholdThatHidesWaits_isSaid_andThatOfTheAgentIsNot() {
    RecordingSketch sketch = requests(50, WaitKind.FILE, FORCE, 5);
    sketch.builder().setting("jdk.FileForce", "threshold", "1 ms");
    assertThat(evaluate(sketch).reason()).doesNotContain("not recorded");
    RecordingSketch defaults = requests(50, WaitKind.FILE, FORCE, 5);
    defaults.builder().setting("jdk.FileForce", "threshold", "20 ms");
    assertThat(evaluate(defaults).reason()).contains("shorter than 20 ms were not recorded");
  }

  @Test
  void evaluate_logWrittenByRequests_isToldAsSuch() {
    Finding finding = only(requests(50, WaitKind.FILE, LOG, 30));
    assertThat(finding.title()).contains("writing the log in Orders.place");
    assertThat(finding.recommendation()).contains("asynchronous appender");
  }

  @Test
  void evaluate_fewLongWaits_areAHiccup() {
    assertThat(evaluate(requests(10, WaitKind.FILE, FORCE, 60))).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_socketsThatNobodyKnows_areInfo() {
    Finding finding =
        only(
            requests(
                50, WaitKind.SOCKET, "com.shop.Stock.ask > java.net.SocketInputStream.read", 60));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.location().get(0).toString()).startsWith("com.shop.Stock.ask");
  }

  @Test
  void evaluate_backgroundThreadBesideRequests_keepsNobodyWaiting() {
    RecordingSketch sketch = requests(50, WaitKind.FILE, FORCE, 1);
    RequestSketch background = new RequestSketch(sketch.builder(), START);
    for (int i = 0; i < 50; i++) {
      long from = i * 100 * MILLI;
      background.waiting(
          WaitKind.FILE, "writer", from, from + 90 * MILLI, "", "", "com.shop.Writer.run");
    }
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_withoutRequests_isInfo() {
    RecordingSketch sketch = lasting(60).enabled("jdk.FileForce");
    RequestSketch waits = new RequestSketch(sketch.builder(), START);
    for (int i = 0; i < 500; i++) {
      long from = i * 100 * MILLI;
      waits.waiting(WaitKind.FILE, "worker", from, from + 50 * MILLI, "", "", FORCE);
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.ELAPSED_TIME);
    assertThat(finding.summary()).contains("No requests were recorded");
  }

  @Test
  void evaluate_needUnmet_isNotApplicableWithRemedy() {
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.FileForce", "threshold");
  }

  @Test
  void evaluate_oddData_neverThrows() {
    RecordingSketch sketch = lasting(60).enabled("jdk.FileForce");
    sketch
        .builder()
        .incidents()
        .add(new Incident(IncidentKind.FILE_FORCE, -5, -7, -1, 0, -1, -1, 1));
    new RequestSketch(sketch.builder(), START)
        .waiting(WaitKind.FILE, "worker", 50, 40, "", "", FORCE);
    assertThat(evaluate(sketch).rule()).isEqualTo("blocking-io");
  }

  /** Requests of 100 ms, each of which waits for so many ms once. */
  private static RecordingSketch requests(int count, WaitKind kind, String stack, long millis) {
    RecordingSketch sketch = lasting(60).enabled("jdk.FileForce");
    RequestSketch requests = new RequestSketch(sketch.builder(), START);
    int path = sketch.builder().className("/data/journal-#.log");
    int node = sketch.builder().stacks().stack(RecordingSketch.frames(stack));
    for (int i = 0; i < count; i++) {
      long from = i * 200 * MILLI;
      requests.request("POST /orders", "http-1", from, from + 100 * MILLI, 10 * MILLI);
      requests.waiting(
          kind, "http-1", from + 20 * MILLI, from + (20 + millis) * MILLI, "", "", stack);
      sketch
          .builder()
          .incidents()
          .add(
              new Incident(
                  IncidentKind.FILE_FORCE,
                  START + from + 20 * MILLI,
                  millis * MILLI,
                  -1,
                  node,
                  path,
                  0,
                  1));
    }
    return sketch;
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new BlockingIoRule(), sketch.build());
  }
}
