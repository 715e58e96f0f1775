package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.aggregate.SlowComparison.Culprit;
import io.sonde.analyzer.model.DatabaseUse;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.RouteTiming;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.WaitKind;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RouteSummariesTest {
  private static final String ROUTE = "GET /orders";

  private final RequestSketch sketch = new RequestSketch();

  @Test
  void withoutRequests_thereIsNoRoute() {
    assertThat(RequestSummary.of(sketch.build()).routes()).isEmpty();
  }

  @Test
  void requestsAlone_giveCountsAndPercentiles_byWhatTheyStandFor() {
    sketch.request(ROUTE, "http", 0, 10, 10, 4, 97);
    sketch.request(ROUTE, "http", 0, 500, 500, 90, 2);
    sketch.request(ROUTE, "http", 0, 900, 900, -1, 1);
    RouteSummary route = only();
    assertThat(route.count()).isEqualTo(100);
    assertThat(route.perSecond()).isCloseTo(10, within(1e-9));
    assertThat(route.totalNanos()).isEqualTo(97 * 10 + 2 * 500 + 900);
    assertThat(route.p50Nanos()).isEqualTo(10);
    assertThat(route.p90Nanos()).isEqualTo(10);
    assertThat(route.p99Nanos()).isEqualTo(500);
    assertThat(route.p999Nanos()).isEqualTo(900);
    assertThat(route.maxNanos()).isEqualTo(900);
    assertThat(route.cpuNanos().value()).isCloseTo((97 * 4 + 2 * 90) / 99.0, within(1e-9));
    assertThat(route.allocatedBytes().isKnown()).isFalse();
    assertThat(route.comparison()).isNull();
    assertThat(route.notCompared()).startsWith("The recording holds 3 of its requests");
  }

  @Test
  void agentsTotals_areExact_unlessItsLastOnesAreMissing() {
    sketch.request(ROUTE, "http", 0, 10, 4);
    sketch.request(ROUTE, "http", 10, 20, 4);
    sketch.builder().requests().add(timing(1_000));
    assertThat(only().count()).isEqualTo(1_000);
    assertThat(only().cpuNanos()).isEqualTo(MeanOfRequests.measured(2));
    assertThat(only().database()).isEqualTo(new RouteSummary.PerRequest(12, 30, 0));
    RequestSketch killed = new RequestSketch();
    for (int i = 0; i < 3; i++) {
      killed.request(ROUTE, "http", 0, 10, 4);
    }
    killed.builder().requests().add(timing(2));
    assertThat(RequestSummary.of(killed.build()).routes().get(0).count()).isEqualTo(3);
  }

  /** On virtual threads nobody measures CPU time; samples name the thread. */
  @Test
  void withoutExactCpuTime_samplesTellIt_withTheirError() {
    sketch.request(ROUTE, "virtual-1", 0, 100, 100, -1, 1);
    sketch.request(ROUTE, "virtual-2", 0, 100, 60, -1, 3);
    sketch.task(2, "worker", 70, 90, -1);
    for (int i = 0; i < 16; i++) {
      sketch.sample(SampleKind.CPU, "virtual-1", i, 10, (byte) 1, "com.shop.Api.get");
    }
    sketch.sample(SampleKind.CPU, "virtual-2", 65, 10, (byte) 1, "com.shop.Api.get");
    sketch.sample(SampleKind.CPU, "worker", 70, 20, (byte) 1, "com.shop.Api.get");
    sketch.sample(SampleKind.CPU, "worker", 90, 20, (byte) 1, "com.shop.Api.get");
    sketch.sample(SampleKind.CPU, "other", 50, 20, (byte) 1, "com.shop.Api.get");
    MeanOfRequests cpu = only().cpuNanos();
    assertThat(cpu.value()).isCloseTo((16 * 10 + 20 * 3) / 4.0, within(1e-9));
    assertThat(cpu.relativeError())
        .isCloseTo(1.959964 * Math.sqrt(16 * 100 + 60 * 60) / 220, within(1e-6));
    assertThat(only().allocatedBytes().isKnown()).isFalse();
  }

  @Test
  void requestWithinAnotherOnItsThread_sharesItsSamples() {
    sketch.request("GET /outer", "virtual-1", 0, 100, 100, -1, 1);
    sketch.request("GET /inner", "virtual-1", 20, 50, 30, -1, 1);
    sketch.sample(SampleKind.CPU, "virtual-1", 30, 10, (byte) 1, "com.shop.Api.get");
    sketch.sample(SampleKind.CPU, "virtual-1", 60, 7, (byte) 1, "com.shop.Api.get");
    List<RouteSummary> routes = RequestSummary.of(sketch.build()).routes();
    assertThat(routes)
        .extracting(each -> each.route().name() + " " + each.cpuNanos().value())
        .containsExactlyInAnyOrder("GET /outer 17.0", "GET /inner 10.0");
  }

  @Test
  void tasks_areCountedByRoute_withTheirTimeInQueues() {
    sketch.request(ROUTE, "http", 0, 100, 100, 5, 2);
    sketch.request(ROUTE, "http", 200, 300, 100, 5, 1);
    sketch.task(1, "worker", 12, 20, 40, -1);
    sketch.task(1, "worker", 3, 50, 60, -1);
    assertThat(only().tasks()).isEqualTo(new RouteSummary.TasksPerRequest(4 / 3.0, 10));
  }

  @Test
  void requestsAlone_giveWhatIsKnownOfDatabases() {
    sketch.request(ROUTE, "http", 0, 10, 4);
    assertThat(only().database().isKnown()).isFalse();
    assertThat(only().database().isUse()).isFalse();
    RequestSketch counted = new RequestSketch();
    counted.database(4, 100, 7).request(ROUTE, "http", 0, 10, 10, 4, 3);
    counted.database(0, 0, 0).request(ROUTE, "http", 0, 10, 4);
    assertThat(RequestSummary.of(counted.build()).routes().get(0).database())
        .isEqualTo(new RouteSummary.PerRequest(3, 75, 5.25));
  }

  @Test
  void failedRequests_areErrors() {
    int route = sketch.builder().requests().route(new Route("http", ROUTE));
    int error = sketch.builder().className("java.io.IOException");
    for (int i = 0; i < 4; i++) {
      int status = i == 0 ? 503 : i == 1 ? 404 : 200;
      sketch
          .builder()
          .requests()
          .add(
              new Request(
                  i,
                  0,
                  route,
                  0,
                  5,
                  -1,
                  5,
                  status,
                  i == 2 ? error : -1,
                  "",
                  0,
                  0,
                  2,
                  DatabaseUse.UNKNOWN));
    }
    assertThat(only().errors()).isEqualTo(4);
    assertThat(only().count()).isEqualTo(8);
  }

  @Test
  void mostTimeComesFirst() {
    sketch.request("GET /short", "http", 0, 10, 0);
    sketch.request("GET /long", "http", 0, 100, 0);
    sketch.request("GET /short", "http", 0, 10, 0);
    assertThat(RequestSummary.of(sketch.build()).routes())
        .extracting(each -> each.route().name())
        .containsExactly("GET /long", "GET /short");
  }

  @Test
  void slowestPercent_isExplainedByItsLock() {
    for (int i = 0; i < 1_000; i++) {
      long from = i * 10_000L;
      boolean slow = i % 100 == 3;
      sketch.request(ROUTE, "http", from, from + (slow ? 5_000 : 100 + i % 7), 50);
      if (slow) {
        String owner = i < 800 ? "refresher" : "other";
        sketch.waiting(
            WaitKind.MONITOR,
            "http",
            from,
            from + 4_000,
            "com.shop.Stock",
            owner,
            "com.shop.Orders.find > com.shop.Stock.reserve > java.util.HashMap.get");
        sketch.waiting(WaitKind.MONITOR, "http", from + 4_100, from + 4_200, "a.B", "x", "a.B.c");
      }
    }
    SlowComparison comparison = Objects.requireNonNull(only().comparison());
    assertThat(comparison.slowestPercent()).isTrue();
    assertThat(comparison.slow().requests()).isEqualTo(10);
    assertThat(comparison.median().requests()).isBetween(90, 110);
    assertThat(comparison.slow().split().totalNanos()).isCloseTo(5_000, within(1e-6));
    assertThat(comparison.largest()).isEqualTo(Part.MONITOR);
    assertThat(comparison.differenceNanos(Part.MONITOR)).isCloseTo(4_100, within(1e-6));
    Culprit culprit = Objects.requireNonNull(comparison.culprit());
    assertThat(culprit.lockClass()).isEqualTo("com.shop.Stock");
    assertThat(culprit.method()).isEqualTo(new Place("com.shop.Stock", "reserve", 7));
    assertThat(culprit.owner()).isEqualTo("refresher");
    assertThat(culprit.share()).isCloseTo(4_000 / 4_100.0, within(1e-6));
  }

  @Test
  void fewerThanAHandful_takesTheSlowestHandful() {
    for (int i = 0; i < 40; i++) {
      sketch.request(ROUTE, "http", i * 1_000L, i * 1_000L + 100 + i, 100);
    }
    SlowComparison comparison = Objects.requireNonNull(only().comparison());
    assertThat(comparison.slowestPercent()).isFalse();
    assertThat(comparison.slow().requests()).isEqualTo(5);
    assertThat(comparison.slow().split().totalNanos()).isCloseTo(137, within(1e-9));
    assertThat(comparison.median().requests()).isGreaterThanOrEqualTo(5);
    assertThat(comparison.largest()).isEqualTo(Part.UNEXPLAINED);
    assertThat(comparison.culprit()).isNull();
  }

  @Test
  void slowOnCpu_namesTheOwnMethodThatUsesMost() {
    for (int i = 0; i < 40; i++) {
      long from = i * 1_000L;
      boolean slow = i % 8 == 3;
      sketch.request(ROUTE, "http", from, from + (slow ? 900 : 100), slow ? 900 : 100);
      String hot = "com.shop.Api.get > com.shop.Cart.total > java.util.HashMap.get";
      sketch.sample(SampleKind.CPU, "http", from + 1, 10, (byte) 1, "com.shop.Api.get");
      sketch.sample(SampleKind.CPU, "http", from + 2, slow ? 30 : 5, (byte) 1, hot);
      sketch.sample(SampleKind.CPU, "http", from + 950, 9_000, (byte) 1, "com.shop.Idle.spin");
    }
    SlowComparison comparison = Objects.requireNonNull(only().comparison());
    assertThat(comparison.largest()).isEqualTo(Part.CPU);
    Culprit culprit = Objects.requireNonNull(comparison.culprit());
    assertThat(culprit.method()).isEqualTo(new Place("com.shop.Cart", "total", 7));
    assertThat(culprit.lockClass()).isEmpty();
    assertThat(culprit.share()).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void equalRequests_areNotSlow() {
    for (int i = 0; i < 40; i++) {
      sketch.request(ROUTE, "http", i * 1_000L, i * 1_000L + 100, 100);
    }
    assertThat(Objects.requireNonNull(only().comparison()).largest()).isNull();
  }

  /** Fast ones are sampled, slow ones are not: 1 % of what they stand for is slow. */
  @Test
  void weights_decideWhatIsSlow() {
    for (int i = 0; i < 90; i++) {
      sketch.request(ROUTE, "http", i * 1_000L, i * 1_000L + 100, 100, 100, 11);
    }
    for (int i = 90; i < 100; i++) {
      sketch.request(ROUTE, "http", i * 1_000L, i * 1_000L + 900, 900, 100, 1);
    }
    SlowComparison comparison = Objects.requireNonNull(only().comparison());
    assertThat(comparison.slowestPercent()).isTrue();
    assertThat(comparison.slow().requests()).isEqualTo(10);
    assertThat(comparison.slow().standsFor()).isEqualTo(10);
    assertThat(comparison.median().split().totalNanos()).isCloseTo(100, within(1e-9));
    assertThat(comparison.median().standsFor()).isGreaterThan(comparison.median().requests());
  }

  private static RouteTiming timing(int count) {
    Histogram histogram = new Histogram(3);
    histogram.recordValueWithCount(10, count);
    return new RouteTiming(
        new Route("http", ROUTE),
        count,
        1,
        10L * count,
        10,
        histogram,
        2L * count,
        0,
        count,
        new DatabaseUse(12L * count, 30L * count, 0));
  }

  private RouteSummary only() {
    Recording recording = sketch.build();
    List<RouteSummary> routes = RequestSummary.of(recording).routes();
    assertThat(routes).hasSize(1);
    return routes.get(0);
  }
}
