package io.sonde.agent.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.agent.config.RecordingConfig;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  @Test
  void keepNanos_withinLimits_keepsAll() {
    assertThat(limits(10 * MINUTE, 100).keepNanos(MINUTE, 100)).isEqualTo(MINUTE);
    assertThat(limits(0, 0).keepNanos(100 * MINUTE, Long.MAX_VALUE / 2)).isEqualTo(100 * MINUTE);
  }

  @Test
  void keepNanos_beyondSize_keepsTheNewestShare() {
    assertThat(limits(0, 100).keepNanos(10 * MINUTE, 200)).isBetween(4 * MINUTE, 5 * MINUTE);
  }

  @Test
  void keepNanos_beyondAge_keepsTheAge() {
    assertThat(limits(10 * MINUTE, 100).keepNanos(11 * MINUTE, 50)).isEqualTo(10 * MINUTE);
  }

  @Test
  void lacksSpace_belowFloorOrBelowWhatWritingNeeds() {
    Limits limits = limits(0, 100);
    assertThat(limits.lacksSpace(1_000, 10)).isFalse();
    assertThat(limits.lacksSpace(999, 10)).isTrue();
    assertThat(limits.lacksSpace(5_000, 5_001)).isTrue();
  }

  private static Limits limits(long maxAgeNanos, long maxSizeBytes) {
    return new Limits(new RecordingConfig("f", 0, maxAgeNanos, maxSizeBytes, 0, 1_000, 0));
  }
}
