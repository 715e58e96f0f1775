package io.sonde.analyzer.rule.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.finding.Evidence;
import io.sonde.analyzer.finding.Finding;
import io.sonde.analyzer.finding.ImpactOf;
import io.sonde.analyzer.finding.Location;
import io.sonde.analyzer.finding.RuleResult;
import io.sonde.analyzer.finding.Severity;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.WaitKind;
import io.sonde.analyzer.rule.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

class NPlusOneRuleTest {
  private static final long MILLI = 1_000_000L;
  private static final String PAGE = "select p.id from product p where p.category=?";
  private static final String REVIEWS = "select r.id,r.stars from review r where r.product_id=?";
  private static final String LAZY =
      "java.lang.Thread.run > com.shop.PageController.list > com.shop.PageRatings.lambda$stars$0"
          + " > org.hibernate.collection.spi.PersistentBag.iterator"
          + " > org.hibernate.loader.Loader.load > org.postgresql.jdbc.PgStatement.execute";

  private final RequestSketch sketch = new RequestSketch();

  @Test
  void evaluate_queryForEachRow_namesLoopRouteAndSource() {
    for (int i = 0; i < 20; i++) {
      page("GET /products", i, 30 + i, 2 * MILLI, 100 * MILLI);
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.WARNING);
    assertThat(finding.route()).isEqualTo("GET /products");
    assertThat(finding.location())
        .containsExactly(
            new Location("com.shop.PageRatings", "stars", 7),
            new Location("com.shop.PageController", "list", 7));
    assertThat(finding.impactOf()).isEqualTo(ImpactOf.WAITING_TIME);
    // On average 39.5 of 100 ms and their 79 ms of statements; one of them stays.
    assertThat(finding.impact()).isBetween(0.7, 0.78);
    assertThat(finding.title()).contains("GET /products", "one query", "PageRatings.stars");
    assertThat(finding.summary())
        .contains("from review", "from product", "About one execution for each of the");
    assertThat(finding.recommendation())
        .contains("@BatchSize", "r.product_id in (?, …)", "PageRatings.stars, line 7");
    assertThat(evidence(finding, "times per request, one in ten or more").value())
        .isBetween(45.0, 49.0);
    assertThat(evidence(finding, "times per request, most").value()).isEqualTo(49);
    assertThat(evidence(finding, Evidence.STATEMENT).text()).isEqualTo(REVIEWS);
    assertThat(evidence(finding, "rows of that").value()).isBetween(39.0, 40.0);
    assertThat(finding.fromNanos()).isEqualTo(RequestSketch.START);
  }

  @Test
  void evaluate_aThirdOfAllTimeAndNoticed_isCritical() {
    page("GET /products", 0, 50, 3 * MILLI, 200 * MILLI);
    assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void evaluate_fewRepeatsOrLittleTime_isOk() {
    for (int i = 0; i < 20; i++) {
      page("GET /four", i, 4, 20 * MILLI, 100 * MILLI);
      page("GET /quick", 20 + i, 50, 5_000, 100 * MILLI);
    }
    assertThat(evaluate())
        .isInstanceOfSatisfying(
            RuleResult.Ok.class, ok -> assertThat(ok.reason()).contains("5 times"));
  }

  @Test
  void evaluate_shareOfRouteOnly_warns_andBelowItInforms() {
    page("GET /rare", 0, 20, MILLI, 50 * MILLI);
    long other = sketch.request("GET /often", "w", 300 * MILLI, 1_300 * MILLI, 0);
    assertThat(other).isPositive();
    Finding rare = only();
    assertThat(rare.impact()).isLessThan(NPlusOneRule.WARNING_RATIO);
    assertThat(rare.severity()).isEqualTo(Severity.WARNING);

    RequestSketch lighter = new RequestSketch();
    pageOf(lighter, "GET /rare", 0, 20, MILLI, 90 * MILLI);
    lighter.builder().enabled("sonde.SqlStatement");
    lighter.request("GET /often", "w", 300 * MILLI, 1_300 * MILLI, 0);
    assertThat(only(Rules.evaluate(new NPlusOneRule(), lighter.build())).severity())
        .isEqualTo(Severity.INFO);
  }

  @Test
  void evaluate_batchesAndCommits_areNoRepeats() {
    long id = sketch.request("POST /import", "w", 0, 100 * MILLI, 0);
    for (int i = 0; i < 20; i++) {
      long at = i * 4 * MILLI;
      sketch.statement(id, "w", at, at + MILLI, "insert into line values (?)", 50, 50);
      sketch.statement(id, "w", at + MILLI, at + 2 * MILLI, "commit");
    }
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_rowsWrittenOneByOne_onlyInform_withBatching() {
    long id = sketch.request("POST /import", "w", 0, 100 * MILLI, 0);
    for (int i = 0; i < 40; i++) {
      sketch.statement(
          id, "w", i * 2 * MILLI, i * 2 * MILLI + MILLI, "insert into line values (?)", 1, 1);
    }
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.INFO);
    assertThat(finding.recommendation()).contains("addBatch");
  }

  @Test
  void evaluate_whatNoUserWaitsFor_isLeftOut() {
    sketch.request("GET /", "w", 0, 100 * MILLI, 0);
    sketch.within(0, "scheduled");
    page("Nightly.run", 1, 50, MILLI, 100 * MILLI);
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_onlyBackground_isNotApplicable() {
    sketch.within(0, "scheduled");
    page("Nightly.run", 1, 50, MILLI, 100 * MILLI);
    assertThat(evaluate()).isInstanceOf(RuleResult.NotApplicable.class);
  }

  @Test
  void evaluate_withoutAgent_isNotApplicableWithRemedy() {
    assertThat(Rules.evaluate(new NPlusOneRule(), new RecordingBuilder().build()))
        .isInstanceOfSatisfying(
            RuleResult.NotApplicable.class,
            answer -> assertThat(answer.reason()).contains("Sonde's agent"));
  }

  /** One place runs a text once, another in a loop: the loop is named. */
  @Test
  void evaluate_textOfTwoPlaces_namesTheOneThatRepeats() {
    for (int i = 0; i < 10; i++) {
      long once = sketch.request("GET /one", "w", i * 300 * MILLI, (i * 300 + 10) * MILLI, 0);
      sketch.statement(once, "w", i * 300 * MILLI, (i * 300 + 1) * MILLI, REVIEWS);
      sketch.callerWithin(once, REVIEWS, "com.shop.OnePage.show > org.postgresql.Pg.execute");
      sketch.callerWithin(once, REVIEWS, "com.shop.OnePage.show > org.postgresql.Pg.execute");
    }
    page("GET /many", 20, 50, MILLI, 100 * MILLI);
    Finding finding = only();
    assertThat(finding.route()).isEqualTo("GET /many");
    assertThat(finding.location().get(0).className()).isEqualTo("com.shop.PageRatings");
  }

  /** Statements that run side by side take their requests less time than they sum up to. */
  @Test
  void evaluate_sideBySide_impactIsNoMoreThanWasWaited() {
    long id = sketch.request("GET /", "w", 0, 100 * MILLI, 0);
    sketch.waiting(WaitKind.SQL, "w", 0, 30 * MILLI);
    for (int i = 0; i < 10; i++) {
      sketch.statement(id, "helper-" + i, 0, 30 * MILLI, REVIEWS);
    }
    assertThat(only().impact()).isBetween(0.2, 0.3);
  }

  @Test
  void evaluate_outgoingCalls_areToldLikeQueries() {
    long id = sketch.request("GET /basket", "w", 0, 200 * MILLI, 0);
    for (int i = 0; i < 30; i++) {
      sketch.call(id, "w", i * 5 * MILLI, (i * 5 + 4) * MILLI, "GET prices:8080/prices/{id}");
    }
    sketch.callerOfCall(
        "GET prices:8080/prices/{id}", "com.shop.Basket.total > java.net.Http.send");
    Finding finding = only();
    assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(finding.title()).contains("one outgoing call", "30 times", "Basket.total");
    assertThat(finding.recommendation()).contains("a list of ids");
    assertThat(finding.evidence()).noneMatch(each -> each.label().equals("rows of that"));
  }

  /** As spans of OpenTelemetry's agent tell it. */
  @Test
  void evaluate_commandsToAStore_areToldLikeQueries_andWritesInform() {
    long id = sketch.request("GET /basket", "w", 0, 200 * MILLI, 0);
    for (int i = 0; i < 30; i++) {
      sketch.statement(id, "w", i * 5 * MILLI, (i * 5 + 4) * MILLI, "redis: GET price:…");
    }
    Finding read = only();
    assertThat(read.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(read.title()).contains("one query", "30 times");
    assertThat(read.recommendation()).contains("MGET").doesNotContain("join");
  }

  @Test
  void evaluate_writesToAStore_onlyInform() {
    long id = sketch.request("POST /basket", "w", 0, 200 * MILLI, 0);
    for (int i = 0; i < 30; i++) {
      sketch.statement(id, "w", i * 5 * MILLI, (i * 5 + 4) * MILLI, "redis: SET price:…");
    }
    Finding write = only();
    assertThat(write.severity()).isEqualTo(Severity.INFO);
    assertThat(write.recommendation()).contains("pipeline");
  }

  @Test
  void evaluate_callThatNobodyWaitsFor_isNone() {
    long id = sketch.request("GET /basket", "w", 0, 200 * MILLI, 0);
    for (int i = 0; i < 30; i++) {
      sketch.call(id, "x", i * 5 * MILLI, (i * 5 + 4) * MILLI, "GET log:1/x (asynchronous)");
    }
    assertThat(evaluate()).isInstanceOf(RuleResult.Ok.class);
  }

  @Test
  void evaluate_unknownCaller_hasNoPlace() {
    long id = sketch.request("GET /", "w", 0, 100 * MILLI, 0);
    for (int i = 0; i < 30; i++) {
      sketch.statement(id, "w", i * 2 * MILLI, (i * 2 + 1) * MILLI, "select ?");
    }
    Finding finding = only();
    assertThat(finding.location()).isEmpty();
    assertThat(finding.recommendation()).contains("one query for all rows");
  }

  private void page(String route, int number, int rows, long each, long duration) {
    pageOf(sketch, route, number, rows, each, duration);
  }

  private static void pageOf(
      RequestSketch sketch, String route, int number, int rows, long each, long duration) {
    long from = number * 300 * MILLI;
    long id = sketch.request(route, "w", from, from + duration, 0);
    sketch.statement(id, "w", from, from + each, PAGE, rows, 1);
    for (int i = 1; i <= rows; i++) {
      long at = from + i * each;
      sketch.statement(id, "w", at, at + each, REVIEWS, 3, 1);
    }
    sketch.callerWithin(id, REVIEWS, LAZY);
  }

  private RuleResult evaluate() {
    sketch.builder().enabled("sonde.SqlStatement");
    return Rules.evaluate(new NPlusOneRule(), sketch.build());
  }

  private Finding only() {
    return only(evaluate());
  }

  private static Finding only(RuleResult result) {
    assertThat(result).isInstanceOf(RuleResult.Found.class);
    List<Finding> findings = ((RuleResult.Found) result).findings();
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static Evidence evidence(Finding finding, String label) {
    return finding.evidence().stream()
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow();
  }
}
