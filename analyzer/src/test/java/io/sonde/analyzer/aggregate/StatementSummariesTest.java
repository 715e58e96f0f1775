package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.aggregate.SlowComparison.Culprit;
import io.sonde.analyzer.aggregate.SlowComparison.HeldBy;
import io.sonde.analyzer.aggregate.SlowComparison.StatementUse;
import io.sonde.analyzer.model.WaitKind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Statements by text, and those that make requests slow. */
class StatementSummariesTest {
  private static final String ROUTE = "GET /cart";

  private final RequestSketch sketch = new RequestSketch();

  @Test
  void statements_countAsOftenAsTheirRequestsStandForOthers() {
    long sampled = sketch.request(ROUTE, "a", 0, 1_000, 1_000, 10, 3);
    sketch.statement(sampled, "a", 10, 20, "select ?").statement(sampled, "a", 30, 60, "select ?");
    long task = sketch.request(ROUTE, "a", 2_000, 3_000, 10);
    sketch.statement(task, "pool", 2_100, 2_200, "select ?");
    sketch.statement(task, "pool", 2_300, 2_301, "commit");
    sketch.statement(0, "main", 0, 900, "create table x");
    sketch.caller("select ?", "com.shop.Cart.find > org.hibernate.Loader.load");
    sketch.caller("select ?", "com.shop.Cart.find > org.hibernate.Other.load");
    sketch.caller("select ?", "com.shop.Stock.find > org.hibernate.Loader.load");
    List<StatementSummary> all = RequestSummary.of(sketch.build()).statements();
    assertThat(all).extracting(StatementSummary::text).containsExactly("select ?", "commit");
    StatementSummary select = all.get(0);
    assertThat(select.count()).isEqualTo(7);
    assertThat(select.errors()).isZero();
    assertThat(select.totalNanos()).isEqualTo(3 * 40 + 100);
    assertThat(select.meanNanos()).isCloseTo(220 / 7.0, within(1e-9));
    assertThat(select.maxNanos()).isEqualTo(100);
    assertThat(select.perRequest()).isEqualTo(7 / 4.0);
    assertThat(select.caller()).isEqualTo(new Place("com.shop.Cart", "find", 7));
    assertThat(all.get(1).caller()).isNull();
  }

  @Test
  void leftOutForMemory_theOthersStandForThem() {
    sketch.builder().sql().most(100);
    for (int i = 0; i < 1_000; i++) {
      long id = sketch.request(ROUTE, "a", i * 100, i * 100 + 50, 10);
      sketch.statement(id, "a", i * 100, i * 100 + 10, "select ?");
    }
    StatementSummary only = RequestSummary.of(sketch.build()).statements().get(0);
    assertThat(only.count()).isCloseTo(1_000, within(1e-6));
    assertThat(only.totalNanos()).isCloseTo(10_000, within(1e-6));
    assertThat(only.perRequest()).isEqualTo(1);
  }

  @Test
  void withoutStatements_thereAreNone() {
    sketch.request(ROUTE, "a", 0, 10, 1);
    assertThat(RequestSummary.of(sketch.build()).statements()).isEmpty();
  }

  /** The same statement takes longest in all; another makes the difference. */
  @Test
  void slowOnes_areExplainedByWhatTheyRunMoreOften() {
    for (int i = 0; i < 40; i++) {
      long from = i * 10_000L;
      int lines = i % 8 == 3 ? 30 : 2;
      long id = sketch.request(ROUTE, "a", from, from + 3_000 + lines * 100L, 50);
      sketch.statement(id, "a", from, from + 3_000, "select cart");
      for (int k = 0; k < lines; k++) {
        long at = from + 3_000 + k * 100L;
        sketch.statement(id, "a", at, at + 100, "select line");
      }
    }
    sketch.caller("select line", "com.shop.Cart.lines > org.hibernate.Loader.load");
    RouteSummary route = RequestSummary.of(sketch.build()).routes().get(0);
    SlowComparison comparison = Objects.requireNonNull(route.comparison());
    assertThat(comparison.largest()).isEqualTo(Part.SQL);
    Culprit culprit = Objects.requireNonNull(comparison.culprit());
    assertThat(culprit.statement()).isEqualTo(new StatementUse("select line", 30, 2));
    assertThat(culprit.method()).isEqualTo(new Place("com.shop.Cart", "lines", 7));
    assertThat(culprit.share()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void ownerOfAMonitorThatQueries_isToldByTheStatementsCaller() {
    sketch.caller("select stock", "com.shop.Stock.refresh > org.hibernate.Loader.load");
    for (int i = 0; i < 40; i++) {
      long from = i * 10_000L;
      boolean slow = i % 8 == 3;
      sketch.request(ROUTE, "a", from, from + (slow ? 5_000 : 100), 50);
      if (slow) {
        sketch.waiting(
            WaitKind.MONITOR, "a", from, from + 4_900, "a.Lock", "owner", "com.shop.Cart.find");
        sketch.statement(0, "owner", from + 100, from + 4_000, "select stock");
      }
    }
    RouteSummary route = RequestSummary.of(sketch.build()).routes().get(0);
    assertThat(
            Objects.requireNonNull(Objects.requireNonNull(route.comparison()).culprit()).heldBy())
        .isEqualTo(new HeldBy(new Place("com.shop.Stock", "refresh", 7), Part.SQL));
  }
}
