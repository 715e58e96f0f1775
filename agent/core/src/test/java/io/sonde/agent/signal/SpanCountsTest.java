package io.sonde.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpanCountsTest {
  private static final long PENDING = SpanCounts.MOST_PENDING;

  @Test
  void whatMayBeOnItsWay_isNotCalledDropped() {
    assertThat(new SpanCounts(PENDING, 1, 0, 0).dropped()).isZero();
    assertThat(new SpanCounts(1_000_000, 1, 1_000_000 - PENDING, 0).dropped()).isZero();
  }

  @Test
  void whatNoBackEndHasSeen_wasDropped_onceForEach() {
    assertThat(new SpanCounts(100_000 + PENDING, 1, 0, 30_000).dropped()).isEqualTo(70_000);
    assertThat(new SpanCounts(100_000 + PENDING, 2, 100_000, 30_000).dropped()).isEqualTo(70_000);
  }
}
