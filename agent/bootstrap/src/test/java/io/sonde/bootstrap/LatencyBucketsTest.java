package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyBucketsTest {
  /** Half a bucket of one sixteenth of an octave. */
  private static final double LARGEST_ERROR = 1 / 32.0;

  @Test
  void middle_anyValue_withinStatedError() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      long nanos = random.nextLong() >>> (1 + random.nextInt(62));
      int octave = LatencyBuckets.octave(nanos);

      long middle = LatencyBuckets.middle(octave, LatencyBuckets.bucket(nanos, octave));

      assertThat(Math.abs(middle - nanos)).isLessThanOrEqualTo((long) (nanos * LARGEST_ERROR));
    }
  }

  @Test
  void middle_below16Nanos_exact() {
    for (long nanos = 0; nanos < 16; nanos++) {
      int octave = LatencyBuckets.octave(nanos);
      assertThat(LatencyBuckets.middle(octave, LatencyBuckets.bucket(nanos, octave)))
          .isEqualTo(nanos);
    }
  }

  @Test
  void octave_extremes_inRange() {
    assertThat(LatencyBuckets.octave(0)).isZero();
    assertThat(LatencyBuckets.octave(Long.MAX_VALUE)).isEqualTo(LatencyBuckets.OCTAVES - 1);
  }
}
