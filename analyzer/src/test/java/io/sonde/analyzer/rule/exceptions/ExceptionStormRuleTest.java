package io.sonde.analyzer.rule.exceptions;

import static io.sonde.analyzer.rule.RecordingSketch.START;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.Incident;
import io.sonde.analyzer.model.IncidentKind;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class ExceptionStormRuleTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String PARSE =
      "java.lang.Thread.run > com.shop.Feed.importAll > com.shop.Feed.quantity:12 > "
          + "java.lang.Integer.parseInt > java.lang.NumberFormatException.forInputString > ";
  private static final String THROW =
      PARSE
          + "java.lang.NumberFormatException.<init> > java.lang.IllegalArgumentException.<init> > "
          + "java.lang.RuntimeException.<init> > java.lang.Exception.<init> > "
          + "java.lang.Throwable.<init> > java.lang.Throwable.fillInStackTrace";
  private static final String WORK = "java.lang.Thread.run > com.shop.Cart.total";

  @Test
  void evaluate_aFifthOfTheCpuInExceptions_warns_andNamesWhoThrows() {
    Finding finding = only(busy(20_000).cpu(200, THROW).cpu(800, WORK));
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.impact()).isBetween(0.19, 0.21);
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.CPU_TIME);
    assertThat(finding.location().get(0)).isEqualTo(new Location("com.shop.Feed", "quantity", 12));
    assertThat(finding.location().get(1).methodName()).isEqualTo("importAll");
    assertThat(finding.recommendation()).contains("before it is parsed");
    assertThat(finding.summary()).contains("NumberFormatException");
  }

  @Test
  void evaluate_ownExceptionsConstructor_isNotWhoThrows() {
    String thrown =
        "com.shop.Stock.reserve > com.shop.OutOfStockException.<init> > java.lang.Exception.<init>"
            + " > java.lang.Throwable.<init> > java.lang.Throwable.fillInStackTrace";
    Finding finding = only(busy(20_000).cpu(300, thrown).cpu(700, WORK));
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Stock.reserve");
    assertThat(finding.recommendation()).contains("Stock.reserve", "writableStackTrace");
  }

  @Test
  void evaluate_unwindingByTheJvm_counts() {
    Finding finding =
        only(
            busy(20_000)
                .cpu(200, "com.shop.Stock.reserve > [OptoRuntime::handle_exception_C]")
                .cpu(800, WORK));
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Stock.reserve");
  }

  @Test
  void evaluate_saturatedAndAQuarterInExceptions_isCritical() {
    RecordingSketch sketch = rate(lasting(60).cores(2).cpuLoad(0.85, 0.9), 50_000);
    assertThat(only(sketch.cpu(400, THROW).cpu(600, WORK)).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void evaluate_manyButCheap_isInfoByTheRate() {
    Finding finding = only(busy(6_000).cpu(20, THROW).cpu(980, WORK));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.title()).contains("6,000/s");
  }

  @Test
  void evaluate_someExceptionsThatCostLittle_areOk() {
    RuleResult result = evaluate(busy(300).cpu(20, THROW).cpu(980, WORK));
    assertThat(result).isInstanceOf(RuleResult.Ok.class);
    assertThat(result.reason()).contains("300/s", "5,000/s", "2 %");
  }

  @Test
  void evaluate_idleService_isNoWarning() {
    RecordingSketch sketch = rate(lasting(60).cores(8).cpuLoad(0.01, 0.02), 100);
    assertThat(only(sketch.cpu(500, THROW).cpu(500, WORK)).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void evaluate_burst_isNamedWithItsWindow() {
    RecordingSketch sketch = lasting(600).cores(2).cpuLoad(0.5, 0.6);
    double count = 0;
    for (int i = 0; i < 600; i++) {
      count += i >= 300 && i < 320 ? 20_000 : 5;
      sketch.builder().gauges().add(Gauge.THROWABLES, START + i * SECOND, count);
    }
    Finding finding = only(sketch.enabled("jdk.ExceptionStatistics"));
    assertThat((finding.fromNanos() - START) / SECOND).isBetween(295L, 301L);
    assertThat((finding.toNanos() - START) / SECOND).isBetween(318L, 322L);
    assertThat(finding.summary()).contains("20,000/s", "not known");
  }

  @Test
  void evaluate_recordedThrows_nameTheSiteWhereNoSampleDoes() {
    RecordingSketch sketch = busy(9_000);
    int stack = sketch.builder().stacks().stack(RecordingSketch.frames(THROW));
    int type = sketch.builder().className("java.lang.NumberFormatException");
    for (int i = 0; i < 10; i++) {
      sketch
          .builder()
          .incidents()
          .add(new Incident(IncidentKind.EXCEPTION, START + i, 0, -1, stack, type, 0, 1));
    }
    Finding finding = only(sketch);
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Feed.quantity:12");
    assertThat(finding.evidence())
        .anyMatch(each -> each.text().equals("java.lang.NumberFormatException"));
  }

  @Test
  void evaluate_requestsThatMostlyWait_areNotDelayedByExceptions() {
    RuleResult result = evaluate(requests(1_000_000));
    assertThat(((RuleResult.Found) result).findings().get(0).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void evaluate_requestsThatSpendTheirTimeThrowing_areTheImpact() {
    Finding finding = ((RuleResult.Found) evaluate(requests(3_000_000))).findings().get(0);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.WAITING_TIME);
    assertThat(finding.impact()).isBetween(0.14, 0.16);
    assertThat(finding.evidence()).anyMatch(each -> each.label().equals("exceptions per request"));
  }

  /** A thousand requests of 10 ms of which so much is CPU time, half of it in exceptions. */
  private static RecordingSketch requests(long cpuNanos) {
    RecordingSketch sketch = rate(lasting(60).cores(2).cpuLoad(0.3, 0.3), 10);
    RequestSketch requests = new RequestSketch(sketch.builder(), START);
    int thrown = sketch.builder().stacks().stack(RecordingSketch.frames(THROW));
    int worked = sketch.builder().stacks().stack(RecordingSketch.frames(WORK));
    for (int i = 0; i < 1_000; i++) {
      long from = i * 50_000_000L;
      requests.request("GET /", "http-1", from, from + 10_000_000, cpuNanos);
      sketch
          .builder()
          .samples(SampleKind.CPU)
          .add(
              START + from + 5_000_000,
              requests.thread("http-1"),
              i % 2 == 0 ? thrown : worked,
              10_000_000,
              SampleTable.RUNNABLE,
              -1);
    }
    return sketch.enabled("jdk.ExecutionSample");
  }

  @Test
  void evaluate_tooShortForARate_andNoSamples_isNotApplicable() {
    RuleResult result = evaluate(lasting(60).enabled("jdk.ExceptionStatistics"));
    assertThat(result).isInstanceOf(RuleResult.NotApplicable.class);
    assertThat(result.reason()).contains("jdk.ExceptionStatistics");
  }

  @Test
  void evaluate_needUnmet_isNotApplicableWithRemedy() {
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.ExceptionStatistics");
  }

  @Test
  void evaluate_counterThatFalls_neverThrows() {
    RecordingSketch sketch = lasting(60).enabled("jdk.ExceptionStatistics");
    sketch.builder().gauges().add(Gauge.THROWABLES, START, 500);
    sketch.builder().gauges().add(Gauge.THROWABLES, START + SECOND, 3);
    sketch.builder().gauges().add(Gauge.THROWABLES, START + SECOND, Double.NaN);
    assertThat(evaluate(sketch).rule()).isEqualTo("exception-storm");
  }

  private static RecordingSketch busy(double perSecond) {
    return rate(lasting(60).cores(2).cpuLoad(0.6, 0.65), perSecond);
  }

  private static RecordingSketch rate(RecordingSketch sketch, double perSecond) {
    for (int i = 0; i < 60; i++) {
      sketch.builder().gauges().add(Gauge.THROWABLES, START + i * SECOND, 1_000 + i * perSecond);
    }
    return sketch.enabled("jdk.ExceptionStatistics");
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new ExceptionStormRule(), sketch.build());
  }
}
