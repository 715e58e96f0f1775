package io.sonde.analyzer.rule.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.rule.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlowQueryRuleTest {
  private static final long MILLI = 1_000_000L;
  private static final String STOCK =
      "select sum(m.moved) from stock_movement m where m.product_id=?";
  private static final String PRODUCT = "select p.name from product p where p.id=?";

  private final RequestSketch sketch = new RequestSketch();

  @Test
  void evaluate_slowQueryAmongQuickOnes_warnsWithCallerAndColumn() {
    for (int i = 0; i < 40; i++) {
      show(i, 30 * MILLI, 1);
    }
    sketch.caller(STOCK, "com.shop.Controller.show > com.shop.Stock.available > org.h2.X.query");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.route()).isEqualTo("GET /products/{id}");
    assertThat(finding.location().get(0)).isEqualTo(new Location("com.shop.Stock", "available", 7));
    assertThat(finding.impact()).isBetween(0.29, 0.31);
    assertThat(finding.title()).contains("stock_movement", "Stock.available", "30 ms");
    assertThat(finding.summary()).contains("yields 1 row.", "Half of all other statements");
    assertThat(finding.recommendation()).contains("m.product_id", "--explain");
    assertThat(finding.evidence())
        .anySatisfy(each -> assertThat(each.label()).isEqualTo(Evidence.STATEMENT));
  }

  @Test
  void evaluate_thirdOfAllTimeAndNoticed_isCritical() {
    for (int i = 0; i < 40; i++) {
      show(i, 100 * MILLI, 1);
    }
    assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void evaluate_justQuickEnough_isOkWithNumbers() {
    for (int i = 0; i < 40; i++) {
      show(i, 9 * MILLI, 1);
    }
    assertThat(evaluate())
        .isInstanceOfSatisfying(
            RuleResult.Ok.class, ok -> assertThat(ok.reason()).contains("10 ms", "9 ms"));
  }

  /** Where the machine is short of CPU all are slow, and no query is to blame. */
  @Test
  void evaluate_allStatementsAreSlow_onlyInforms() {
    for (int i = 0; i < 40; i++) {
      long from = i * 200 * MILLI;
      long id = sketch.request("GET /", "w", from, from + 100 * MILLI, 0);
      sketch.statement(id, "w", from, from + 30 * MILLI, PRODUCT, 1, 1);
      sketch.statement(id, "w", from + 30 * MILLI, from + 61 * MILLI, STOCK, 1, 1);
    }
    List<Finding> findings = ((RuleResult.Found) evaluate()).findings();
    assertThat(findings).hasSize(2).allMatch(each -> each.severity() == Severity.INFO);
    assertThat(findings.get(0).recommendation()).contains("database's own load");
  }

  @Test
  void evaluate_manyRows_saysToFetchFewer() {
    for (int i = 0; i < 40; i++) {
      show(i, 30 * MILLI, 20_000);
    }
    assertThat(only().recommendation()).contains("many rows").doesNotContain("index is missing");
  }

  @Test
  void evaluate_mostlyQuick_saysWhatDiffers() {
    for (int i = 0; i < 40; i++) {
      show(i, i % 4 == 0 ? 900 * MILLI : MILLI, 1);
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.recommendation()).contains("row locks");
  }

  /** That is n-plus-one's. */
  @Test
  void evaluate_repeatedWithinRequests_isLeftOut() {
    long id = sketch.request("GET /", "w", 0, 1_000 * MILLI, 0);
    for (int i = 0; i < 40; i++) {
      sketch.statement(id, "w", i * 20 * MILLI, (i * 20 + 15) * MILLI, STOCK, 1, 1);
    }
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_longCommits_areNoQuery() {
    long id = sketch.request("GET /", "w", 0, 100 * MILLI, 0);
    sketch.statement(id, "w", 0, 60 * MILLI, "commit");
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_withoutAgent_isNotApplicableWithRemedy() {
    assertThat(Rules.evaluate(new SlowQueryRule(), new RecordingBuilder().build()))
        .isInstanceOfSatisfying(
            RuleResult.NotApplicable.class,
            answer -> assertThat(answer.reason()).contains("Sonde's agent"));
  }

  @Test
  void evaluate_requestsWithoutStatements_isOk() {
    sketch.request("GET /", "w", 0, 100 * MILLI, 0);
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  /** One look-up of 1 ms and the query, in a request that takes 70 ms besides. */
  private void show(int number, long took, long rows) {
    long from = number * 1_000 * MILLI;
    long id = sketch.request("GET /products/{id}", "w", from, from + 70 * MILLI + took, 0);
    sketch.statement(id, "w", from, from + MILLI, PRODUCT, 1, 1);
    sketch.statement(id, "w", from + MILLI, from + MILLI + took, STOCK, rows, 1);
  }

  private RuleResult evaluate() {
    sketch.builder().enabled("sonde.SqlStatement");
    return Rules.evaluate(new SlowQueryRule(), sketch.build());
  }

  private Finding only() {
    List<Finding> findings = ((RuleResult.Found) evaluate()).findings();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
