package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Values of Erlang's C from tables. */
class QueueingTest {
  @Test
  void waiting_isErlangsC() {
    assertThat(Queueing.waiting(1, 0.5)).isCloseTo(0.5, within(1e-9));
    assertThat(Queueing.waiting(2, 1)).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(Queueing.waiting(10, 8)).isCloseTo(0.4092, within(1e-4));
    assertThat(Queueing.waiting(3, 0)).isZero();
  }

  @Test
  void waiting_underTooMuchLoad_isCertain() {
    assertThat(Queueing.waiting(2, 2)).isEqualTo(1);
    assertThat(Queueing.waitPerService(2, 3)).isInfinite();
  }

  @Test
  void serversFor_areTheFewestThatKeepTheWait() {
    assertThat(Queueing.serversFor(2, 0.1)).isEqualTo(4);
    assertThat(Queueing.waitPerService(4, 2)).isLessThanOrEqualTo(0.1);
    assertThat(Queueing.waitPerService(3, 2)).isGreaterThan(0.1);
    assertThat(Queueing.serversFor(0, 0.1)).isEqualTo(1);
  }
}
