package io.sonde.analyzer.rule.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QueueingTheoryTest {
  @Test
  void waitPerWork_ofOneProcessor_isMM1() {
    assertThat(QueueingTheory.waitPerWork(1, 0.5)).isCloseTo(1, within(1e-9));
    assertThat(QueueingTheory.waitPerWork(1, 0.8)).isCloseTo(4, within(1e-9));
  }

  @Test
  void waitPerWork_ofTwoProcessors_hasAClosedForm() {
    double use = 0.9;
    assertThat(QueueingTheory.waitPerWork(2, use))
        .isCloseTo(use * use / (1 - use * use), within(1e-9));
  }

  @Test
  void waitPerWork_atTheEdges() {
    assertThat(QueueingTheory.waitPerWork(4, 0)).isZero();
    assertThat(QueueingTheory.waitPerWork(4, 1)).isInfinite();
    assertThat(QueueingTheory.waitPerWork(4, -1)).isZero();
  }

  @Test
  void useThatDoubles_growsWithTheProcessors() {
    assertThat(QueueingTheory.useThatDoubles(1)).isCloseTo(0.5, within(1e-4));
    assertThat(QueueingTheory.useThatDoubles(2)).isCloseTo(Math.sqrt(0.5), within(1e-4));
    assertThat(QueueingTheory.useThatDoubles(64)).isBetween(0.97, 0.99);
  }
}
