package io.sonde.agent.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class VirtualThreadWatchTest {
  private static final long MILLIS = 1_000_000;

  private final VirtualThreadWatch watch = new VirtualThreadWatch();

  @Test
  void firstLook_saysNothing() {
    assertThat(watch.look(Map.of(1L, 900 * MILLIS), 1_000 * MILLIS)).isFalse();
  }

  @Test
  void carriersWithMostOfTheCpu_workRunsThere() {
    watch.look(Map.of(1L, 0L), 0);
    assertThat(watch.look(Map.of(1L, 400 * MILLIS, 2L, 300 * MILLIS), 1_000 * MILLIS)).isTrue();
  }

  @Test
  void strayVirtualThreads_workRunsElsewhere() {
    watch.look(Map.of(1L, 0L), 0);
    assertThat(watch.look(Map.of(1L, 100 * MILLIS), 1_000 * MILLIS)).isFalse();
  }

  @Test
  void quietService_looksAddUp() {
    watch.look(Map.of(1L, 0L), 0);
    for (long look = 1; look < 10; look++) {
      assertThat(watch.look(Map.of(1L, look * 40 * MILLIS), look * 50 * MILLIS)).isFalse();
    }
    assertThat(watch.look(Map.of(1L, 400 * MILLIS), 500 * MILLIS)).isTrue();
  }

  @Test
  void endedCarrier_whatItDidStillCounts() {
    watch.look(Map.of(1L, 0L), 0);
    watch.look(Map.of(1L, 300 * MILLIS), 350 * MILLIS);
    assertThat(watch.look(Map.of(2L, 10 * MILLIS), 600 * MILLIS)).isTrue();
  }

  @Test
  void eachDecision_startsAnew() {
    watch.look(Map.of(1L, 0L), 0);
    assertThat(watch.look(Map.of(1L, 900 * MILLIS), 1_000 * MILLIS)).isTrue();
    assertThat(watch.look(Map.of(1L, 950 * MILLIS), 2_000 * MILLIS)).isFalse();
  }
}
