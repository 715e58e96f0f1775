package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request within a request does counts for both, and once for each. */
class NestedRequestsTest {
  private static final String OUTER = "com.acme.Outer.run";
  private static final String INNER = "com.acme.Inner.run";

  @BeforeEach
  void start() {
    Routes.clear();
    Requests.expect();
    Requests.start(Long.MAX_VALUE, 100);
  }

  @AfterEach
  void stop() {
    Requests.stop();
    Routes.clear();
  }

  @Test
  void statementsAndWaits_countForBoth() {
    RequestStretch outer = Requests.beginEntry(OUTER);
    statement(1_000);
    RequestStretch inner = Requests.beginEntry(INNER);
    statement(10_000);
    statement(10_000);
    inner.request().connection(500, new ConnectionAcquireEvent());
    end(inner);
    end(outer);
    assertThat(totals(OUTER).sqlCount()).isEqualTo(3);
    assertThat(totals(OUTER).sqlNanos()).isEqualTo(21_000);
    assertThat(totals(OUTER).connectionNanos()).isEqualTo(500);
    assertThat(totals(INNER).sqlCount()).isEqualTo(2);
    assertThat(totals(INNER).sqlNanos()).isEqualTo(20_000);
    assertThat(totals(INNER).connectionNanos()).isEqualTo(500);
  }

  @Test
  void threadsOfTheInner_countForTheOuter_unlessItsOwnWorkHoldsThem() throws Exception {
    RequestStretch outer = Requests.beginEntry(OUTER);
    RequestStretch inner = Requests.beginEntry(INNER);
    Thread worker = new Thread(() -> allocate(Requests.resume(inner.request(), "test"), 40));
    worker.start();
    worker.join();
    allocate(Requests.resume(inner.request(), "test"), 10);
    end(inner);
    end(outer);
    long megabyte = 1 << 20;
    assertThat(totals(OUTER).allocatedBytes()).isBetween(50 * megabyte, 59 * megabyte);
    assertThat(totals(INNER).measured()).isEqualTo(1);
  }

  @Test
  void callsOfAKind_withinOneOfThatKind_belongToIt() {
    RequestStretch outer = Requests.beginCall(Requests.MESSAGE, OUTER, List.of(1, 2, 3));
    assertThat(Requests.beginCall(Requests.MESSAGE, INNER, null)).isNull();
    RequestStretch scheduled = Requests.beginCall(Requests.SCHEDULED, INNER, null);
    end(scheduled);
    end(outer);
    assertThat(totals(OUTER).calls().count).isEqualTo(1);
    assertThat(totals(INNER).calls().count).isEqualTo(1);
  }

  @Test
  void anAdapter_hasTheNameOfWhatItAdapts() {
    String adapter = "org.springframework.kafka.listener.adapter.Some.onMessage";
    RequestStretch outer = Requests.beginCall(Requests.MESSAGE, adapter, null);
    assertThat(Requests.beginCall(Requests.MESSAGE, INNER, null)).isNull();
    assertThat(Requests.beginCall(Requests.MESSAGE, OUTER, null)).isNull();
    end(outer);
    assertThat(Routes.all())
        .singleElement()
        .satisfies(
            route -> {
              assertThat(route.route()).isEqualTo(INNER);
              assertThat(route.kind()).isEqualTo("message");
            });
  }

  private static void end(RequestStretch stretch) {
    Requests.endCall(stretch, null);
  }

  private static void statement(long nanos) {
    Requests.current().request().sql(nanos, new SqlStatementEvent());
  }

  private static void allocate(RequestStretch stretch, int megabytes) {
    stretch.enter();
    for (int i = 0; i < megabytes; i++) {
      assertThat(new byte[1 << 20]).isNotNull();
    }
    stretch.leave();
  }

  private static RouteTotals totals(String route) {
    return Routes.all().stream()
        .filter(each -> each.route().equals(route))
        .findFirst()
        .orElseThrow()
        .endPeriod();
  }
}
