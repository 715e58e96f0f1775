package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.aggregate.SlowComparison.Culprit;
import io.sonde.analyzer.aggregate.SlowComparison.HeldBy;
import io.sonde.analyzer.aggregate.SlowComparison.StatementUse;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.WaitKind;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Calls of other services, in the split of requests and in what explains slow ones. */
class HttpCallsTest {
  private static final String ROUTE = "POST /checkout";
  private static final String PAY = "POST payment:8081/payments/{id}";
  private static final String RATE = "GET rates:80/rates";
  private static final String TOLD = "POST audit:80/told (asynchronous)";

  private final RequestSketch sketch = new RequestSketch();

  /** Its sockets and what it parks for are within it. */
  @Test
  void call_holdsItsWaits_andIsWithinStatements() {
    long id = sketch.request(ROUTE, "a", 0, 100, 10);
    sketch.call(id, "a", 10, 50, PAY);
    sketch.waiting(WaitKind.SOCKET, "a", 10, 50).waiting(WaitKind.PARK, "a", 20, 40);
    sketch.statement(id, "a", 60, 90, "select ?").call(id, "a", 60, 80, RATE);
    assertThat(AttributionTest.partsOf(Attribution.of(sketch.build()).split(0)))
        .isEqualTo(Map.of(Part.HTTP, 40.0, Part.SQL, 30.0, Part.CPU, 10.0, Part.UNEXPLAINED, 20.0));
  }

  @Test
  void calls_areListed_theOneThatTookMostTimeFirst() {
    long id = sketch.request(ROUTE, "a", 0, 1_000, 10);
    sketch.call(id, "a", 0, 10, RATE).call(id, "a", 10, 20, RATE).call(id, "a", 20, 300, PAY);
    Recording recording = sketch.build();
    RequestSummary summary = RequestSummary.of(recording);
    assertThat(summary.calls()).extracting(StatementSummary::text).containsExactly(PAY, RATE);
    assertThat(summary.calls().get(1).count()).isEqualTo(2);
    assertThat(summary.statements()).isEmpty();
  }

  /** What is not waited for explains nothing, however long it takes. */
  @Test
  void slowOnes_areExplainedByTheServiceThatMakesTheDifference() {
    for (int i = 0; i < 40; i++) {
      long from = i * 10_000L;
      long payment = i % 8 == 3 ? 5_000 : 100;
      long id = sketch.request(ROUTE, "a", from, from + 3_100 + payment, 50);
      sketch.call(id, "a", from, from + 3_000, RATE);
      sketch.call(id, "a", from + 3_000, from + 3_000 + payment, PAY);
      sketch.call(id, "client", from, from + 2 * payment, TOLD);
    }
    RouteSummary route = RequestSummary.of(sketch.build()).routes().get(0);
    SlowComparison comparison = Objects.requireNonNull(route.comparison());
    assertThat(comparison.largest()).isEqualTo(Part.HTTP);
    Culprit culprit = Objects.requireNonNull(comparison.culprit());
    assertThat(culprit.downstream()).isEqualTo(new StatementUse(PAY, 1, 1));
    assertThat(culprit.statement()).isNull();
    assertThat(culprit.share()).isCloseTo(5_000 / 8_000.0, within(1e-9));
  }

  @Test
  void ownerOfAMonitorThatCalls_isToldByTheCallsCaller() {
    sketch.callerOfCall(PAY, "com.shop.Ledger.settle > okhttp3.RealCall.execute");
    for (int i = 0; i < 40; i++) {
      long from = i * 10_000L;
      boolean slow = i % 8 == 3;
      sketch.request(ROUTE, "a", from, from + (slow ? 5_000 : 100), 50);
      if (slow) {
        sketch.waiting(
            WaitKind.MONITOR, "a", from, from + 4_900, "a.Lock", "owner", "com.shop.Cart.find");
        sketch.call(0, "owner", from + 100, from + 4_000, PAY);
      }
    }
    RouteSummary route = RequestSummary.of(sketch.build()).routes().get(0);
    Culprit culprit = Objects.requireNonNull(Objects.requireNonNull(route.comparison()).culprit());
    assertThat(culprit.heldBy())
        .isEqualTo(new HeldBy(new Place("com.shop.Ledger", "settle", 7), Part.HTTP));
  }
}
