package io.sonde.analyzer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.aggregate.RequestSummary;
import io.sonde.analyzer.model.WaitKind;
import org.junit.jupiter.api.Test;

/** The sentence that says why slow requests are slow, by what they waited for. */
class RouteWordsTest {
  private static final long MILLI = 1_000_000;

  private final RequestSketch sketch = new RequestSketch();

  @Test
  void backgroundWork_isToldFromRequests() {
    sketch.request("GET /", "http", 0, MILLI, 0);
    assertThat(headline()).isEqualTo("1 request of 1 route");
    sketch.within(0, "scheduled").request("Report.run", "quartz", 0, MILLI, 0);
    sketch.within(0, "message").request("Orders.onMessage", "jms", 0, MILLI, 0);
    assertThat(headline())
        .isEqualTo(
            "1 request of 1 route, and 2 calls by schedulers and brokers of 2, which no user waits"
                + " for");
    assertThat(RouteWords.name(RequestSummary.of(sketch.build()).routes().get(0)))
        .isEqualTo("GET /");
    assertThat(RouteWords.name(RequestSummary.of(sketch.build()).routes().get(1)))
        .isEqualTo("Orders.onMessage (message)");
  }

  private String headline() {
    return RouteWords.headline(RequestSummary.of(sketch.build()).routes());
  }

  @Test
  void parked_saysWhatFor() {
    slowOnesWait(WaitKind.PARK, "java.util.concurrent.locks.ReentrantLock$NonfairSync");
    assertThat(why())
        .contains(
            "more parked, waiting for java.util.concurrent.locks.ReentrantLock$NonfairSync in")
        .doesNotContain("parked of");
  }

  @Test
  void connection_isOfItsPool() {
    slowOnesWait(WaitKind.CONNECTION, "com.zaxxer.hikari.HikariDataSource");
    assertThat(why()).contains("waiting for a connection of com.zaxxer.hikari.HikariDataSource");
  }

  @Test
  void monitor_saysWhatItsOwnerDid() {
    slowOnesWait(WaitKind.MONITOR, "com.shop.Ledger", "settlement");
    sketch.waiting(
        WaitKind.SLEEP, "settlement", 300 * MILLI, 340 * MILLI, "", "", "com.shop.Ledger.settle");
    assertThat(why())
        .contains("of it), which thread settlement held in com.shop.Ledger.settle:7 (sleeping).");
  }

  @Test
  void sql_namesTheStatement_howOftenItRuns_andItsCaller() {
    String text = "select l.id from cart_line l where " + "l.x = ? and ".repeat(20) + "l.cart = ?";
    for (int i = 0; i < 40; i++) {
      long from = i * 100 * MILLI;
      boolean slow = i % 8 == 3;
      long id = sketch.request("GET /", "http", from, from + (slow ? 60 : 10) * MILLI, MILLI);
      for (int k = 0; k < (slow ? 40 : 2); k++) {
        sketch.statement(id, "http", from + k * MILLI, from + (k + 1) * MILLI, text);
      }
    }
    sketch.caller(text, "com.shop.Cart.lines > org.hibernate.Loader.load");
    assertThat(why())
        .contains("38 ms more SQL of \"select l.id from cart_line l where ")
        .contains(
            " …  and l.x = ? and l.x = ? and l.cart = ?\", which a slow one runs 40 times and"
                + " one around the median 2 times, called in com.shop.Cart.lines:7 (100 % of it).")
        .hasSizeLessThan(350);
  }

  @Test
  void downstream_isNamed_withItsCaller() {
    String text = "POST payment:8081/payments/{id}";
    for (int i = 0; i < 40; i++) {
      long from = i * 100 * MILLI;
      long took = (i % 8 == 3 ? 50 : 5) * MILLI;
      long id = sketch.request("GET /", "http", from, from + took + MILLI, MILLI);
      sketch.call(id, "http", from, from + took, text);
    }
    sketch.callerOfCall(text, "com.shop.Cart.pay > okhttp3.RealCall.execute");
    assertThat(why())
        .contains("45 ms more outgoing HTTP of downstream POST payment:8081/payments/{id}, which")
        .contains("1 time and one around the median 1 time, called in com.shop.Cart.pay:7 (100 %");
  }

  private void slowOnesWait(WaitKind kind, String of) {
    slowOnesWait(kind, of, "");
  }

  private void slowOnesWait(WaitKind kind, String of, String owner) {
    for (int i = 0; i < 40; i++) {
      long from = i * 100 * MILLI;
      long to = from + (i % 8 == 3 ? 60 : 10) * MILLI;
      sketch.request("GET /", "http", from, to, 5 * MILLI);
      sketch.waiting(kind, "http", from, to - 8 * MILLI, of, owner, "com.shop.Shop.serve");
    }
  }

  private String why() {
    return RouteWords.whySlow(RequestSummary.of(sketch.build()).routes().get(0));
  }
}
