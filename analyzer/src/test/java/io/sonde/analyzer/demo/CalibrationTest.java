package io.sonde.analyzer.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static final double MILLIS = 1e6;

  @Test
  void rate_usesTheSetShareOfAllProcessors() {
    double visits = Calibration.rate(50 * MILLIS, 2, 100);
    assertThat(visits * 0.05 * Calibration.WHOLE_VISIT / 2)
        .isCloseTo(Calibration.VISITS_PER_PROCESSOR, within(0.02));
    assertThat(Calibration.rate(50 * MILLIS, 4, 100)).isCloseTo(2 * visits, within(0.5));
  }

  @Test
  void rate_staysWithinItsLimits() {
    assertThat(Calibration.rate(MILLIS, 2, 25)).isEqualTo(25);
    assertThat(Calibration.rate(5_000 * MILLIS, 2, 25)).isEqualTo(Calibration.LEAST_RATE);
  }
}
