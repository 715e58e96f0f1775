package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HoldSamplingTest {
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;

  @Test
  void longHolds_haveAStackTraceEachTime() {
    HoldSampling sampling = new HoldSampling();
    for (int i = 0; i < 15; i++) {
      assertThat(sampling.isDue(100 * MILLI, 0)).isTrue();
    }
  }

  @Test
  void shortHolds_haveThemByTheTimeThatTheyHold() {
    HoldSampling sampling = new HoldSampling();
    int ofShort = 0;
    int ofLong = 0;
    for (int second = 1; second <= 100; second++) {
      long now = System.nanoTime() + second * SECOND;
      for (int i = 0; i < 10; i++) {
        ofShort += sampling.isDue(7 * MILLI, now) ? 1 : 0;
        ofShort += sampling.isDue(7 * MILLI, now) ? 1 : 0;
        ofLong += sampling.isDue(43 * MILLI, now) ? 1 : 0;
      }
    }
    // 14 s and 43 s were held, in 2,000 and 1,000 holds.
    assertThat(ofShort).isBetween(110, 170);
    assertThat(ofLong).isBetween(400, 460);
  }

  @Test
  void aSecondHasTwenty_andTheNextOneMore() {
    HoldSampling sampling = new HoldSampling();
    long now = System.nanoTime();
    assertThat(due(sampling, now)).isEqualTo(20);
    assertThat(due(sampling, now + 2 * SECOND)).isEqualTo(20);
  }

  private static int due(HoldSampling sampling, long now) {
    int due = 0;
    for (int i = 0; i < 200; i++) {
      due += sampling.isDue(500 * MILLI, now) ? 1 : 0;
    }
    return due;
  }
}
