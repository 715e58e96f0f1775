package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteCellTest {
  private static final long SECOND_NANOS = 1_000_000_000;
  private static final int PER_SECOND = 100;

  private final long start = System.nanoTime();
  private final RouteCell route = new RouteCell("http", "GET /orders", start);

  @Test
  void belowTheCap_eachRequestHasItsEvent() {
    for (int second = 0; second < 5; second++) {
      assertThat(eventsOfSecond(second, PER_SECOND)).isEqualTo(PER_SECOND);
    }
  }

  @Test
  void aboveTheCap_fewerEvents_whoseWeightsSumToTheRequests() {
    int rate = 20 * PER_SECOND;
    eventsOfSecond(0, rate);
    for (int second = 1; second < 10; second++) {
      int requests = rate;
      long events = 0;
      long weights = 0;
      for (int i = 0; i < requests; i++) {
        int weight = route.weight(time(second, i, requests), false, PER_SECOND);
        events += weight > 0 ? 1 : 0;
        weights += weight;
      }
      assertThat(events).as("second " + second).isBetween(90L, 101L);
      assertThat(weights).as("second " + second).isBetween(requests - 21L, requests + 21L);
    }
  }

  /** A load test begins; the second before told nothing. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, PER_SECOND})
  void rushAfterSilence_fewEvents_whoseWeightsSumToTheRequests(int cap) {
    int doublings = 5;
    int requests = cap << doublings;
    int events = 0;
    int weights = 0;
    for (int i = 0; i < requests; i++) {
      int weight = route.weight(time(0, i, requests), false, cap);
      events += weight > 0 ? 1 : 0;
      weights += weight;
    }
    assertThat(events).isLessThanOrEqualTo(cap + doublings * ((cap + 1) / 2));
    assertThat(weights).isEqualTo(requests);
  }

  /** As before any recording has set one. */
  @Test
  void noCap_isACapOfOne() {
    assertThat(route.weight(start, false, 0)).isEqualTo(1);
    assertThat(route.weight(start, false, 0)).isEqualTo(1);
    assertThat(route.weight(start, false, 0)).isEqualTo(2);
  }

  @Test
  void slowAndFailed_alwaysHaveTheirEvent() {
    eventsOfSecond(0, 50 * PER_SECOND);
    eventsOfSecond(1, 50 * PER_SECOND);
    for (int i = 0; i < 1_000; i++) {
      assertThat(route.weight(time(2, i, 1_000), true, PER_SECOND)).isEqualTo(1);
    }
  }

  @Test
  void afterARush_allAreWrittenAgain() {
    eventsOfSecond(0, 50 * PER_SECOND);
    eventsOfSecond(1, 50 * PER_SECOND);
    eventsOfSecond(2, 10);
    assertThat(eventsOfSecond(3, 10)).isEqualTo(10);
  }

  @Test
  void countsAreExact_andUnknownCostsAreNoZeros() {
    route.add(1_000, false, 500, 64);
    route.add(9_000_000, true, -1, -1);
    RouteTotals totals = route.endPeriod();
    assertThat(totals.calls().count()).isEqualTo(2);
    assertThat(totals.calls().totalNanos()).isEqualTo(9_001_000);
    assertThat(totals.calls().maxNanos()).isEqualTo(9_000_000);
    assertThat(totals.errors()).isEqualTo(1);
    assertThat(totals.measured()).isEqualTo(1);
    assertThat(totals.cpuNanos()).isEqualTo(500);
    assertThat(totals.allocatedBytes()).isEqualTo(64);
    assertThat(route.endPeriod().calls().maxNanos()).as("of the next period").isZero();
  }

  private long eventsOfSecond(int second, int requests) {
    long events = 0;
    for (int i = 0; i < requests; i++) {
      events += route.weight(time(second, i, requests), false, PER_SECOND) > 0 ? 1 : 0;
    }
    return events;
  }

  /** Requests at equal distances, the first a moment after the second has begun. */
  private long time(int second, int i, int requests) {
    return start + SECOND_NANOS / 100 + second * SECOND_NANOS + i * (SECOND_NANOS / requests);
  }
}
