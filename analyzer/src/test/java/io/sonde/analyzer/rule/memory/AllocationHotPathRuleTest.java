package io.sonde.analyzer.rule.memory;

import static io.sonde.analyzer.rule.RecordingSketch.MB;
import static io.sonde.analyzer.rule.RecordingSketch.lasting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.rule.RecordingSketch;
import io.sonde.analyzer.rule.Rules;
import org.junit.jupiter.api.Test;

class AllocationHotPathRuleTest {
  private static final String CHURN =
      "org.springframework.web.servlet.DispatcherServlet.doDispatch > com.shop.Pricing.total > "
          + "java.lang.Integer.valueOf";

  @Test
  void boxingWithCostlyCollections_warns_withSiteClassAndRate() {
    RecordingSketch sketch = shop(40_000, 8_000);
    for (int i = 0; i < 60; i++) {
      sketch.young(i, 80, 700 * MB, 100 * MB);
    }
    Finding finding = only(sketch);
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.location().get(0).toString()).isEqualTo("com.shop.Pricing.total");
    assertThat(finding.title()).contains("java.lang.Integer");
    assertThat(finding.summary()).contains("667 MB/s");
    assertThat(finding.impact()).isBetween(0.06, 0.07);
  }

  @Test
  void pausesOfAQuarterOfTheTime_fromOneSite_areCritical() {
    RecordingSketch sketch = shop(40_000, 8_000);
    for (int i = 0; i < 60; i++) {
      sketch.young(i, 300, 700 * MB, 100 * MB);
    }
    assertThat(only(sketch).severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void highRateWithCheapCollections_isAtMostInfo() {
    Finding finding = only(shop(40_000, 8_000).young(1, 5, 700 * MB, 100 * MB));
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.summary()).contains("no problem yet");
  }

  @Test
  void lowRate_isOk() {
    assertThat(evaluate(shop(400, 80))).isInstanceOf(RuleResult.Ok.class);
  }

  /** The program explicit-gc once had this as its first finding, at 1.39 MB/s. */
  @Test
  void lowRate_isOk_whereCollectionsAskedForCost() {
    RecordingSketch sketch = shop(400, 80).cpu(500, "com.shop.A.a");
    sketch.cpu(500, "GC Thread#0", "[mark]");
    for (int i = 0; i < 500; i++) {
      sketch.systemGc(0.12 * i + 0.055, 10, "com.shop.Cleaner.tidyUp > java.lang.System.gc");
    }
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void spreadAllocation_isOk() {
    RecordingSketch sketch = lasting(60);
    for (int i = 0; i < 10; i++) {
      sketch.alloc(5_000 * MB, "byte[]", "com.shop.Step" + i + ".run > java.lang.String.concat");
    }
    assertThat(evaluate(sketch)).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void libraryAllocation_isAtMostInfo_evenWhenCollectionsCost() {
    RecordingSketch sketch =
        lasting(60).alloc(40_000 * MB, "byte[]", "com.shop.Repo.find > org.hibernate.Session.list");
    for (int i = 0; i < 60; i++) {
      sketch.young(i, 80, 700 * MB, 100 * MB);
    }
    assertThat(only(sketch).severity()).isEqualTo(Severity.INFO);
  }

  @Test
  void notRecorded_orTooFew_isNotApplicable() {
    assertThat(evaluate(lasting(60)).reason()).contains("jdk.ObjectAllocationSample");
    assertThat(evaluate(lasting(60).enabled("jdk.ObjectAllocationSample")).reason())
        .contains("Only 0");
  }

  private static RecordingSketch shop(long ownMegabytes, long libraryMegabytes) {
    return lasting(60)
        .alloc(ownMegabytes * MB, "java.lang.Integer", CHURN)
        .alloc(
            libraryMegabytes * MB,
            "byte[]",
            "org.springframework.web.servlet.DispatcherServlet.doDispatch > "
                + "tools.jackson.databind.ObjectMapper.write");
  }

  private static Finding only(RecordingSketch sketch) {
    RuleResult result = evaluate(sketch);
    assertThat(result).as(result.reason()).isInstanceOf(RuleResult.Found.class);
    return ((RuleResult.Found) result).findings().get(0);
  }

  private static RuleResult evaluate(RecordingSketch sketch) {
    return Rules.evaluate(new AllocationHotPathRule(), sketch.build());
  }
}
