package io.sonde.analyzer.unit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormatsTest {
  @Test
  void threeDigits_withoutEmptyOnes() {
    assertThat(Formats.percent(0.55)).isEqualTo("55 %");
    assertThat(Formats.percent(0.5504)).isEqualTo("55 %");
    assertThat(Formats.percent(0.5547)).isEqualTo("55.5 %");
    assertThat(Formats.percent(0.0123)).isEqualTo("1.23 %");
    assertThat(Formats.percent(0.012)).isEqualTo("1.20 %");
    assertThat(Formats.percent(0)).isEqualTo("0 %");
    assertThat(Formats.percent(0.0002)).isEqualTo("< 0.1 %");
    assertThat(Formats.percent(12.341)).isEqualTo("1,234 %");
  }

  @Test
  void durations_inTheUnitThatReadsBest() {
    assertThat(Formats.nanos(950)).isEqualTo("950 ns");
    assertThat(Formats.nanos(1_500_000)).isEqualTo("1.50 ms");
    assertThat(Formats.nanos(3_600e9)).isEqualTo("60 min");
    assertThat(Formats.nanos(-90e9)).isEqualTo("-90 s");
  }

  @Test
  void bytes_inDecimalMultiples() {
    assertThat(Formats.bytes(999)).isEqualTo("999 B");
    assertThat(Formats.bytes(1_000)).isEqualTo("1 kB");
    assertThat(Formats.bytes(999_600)).isEqualTo("1 MB");
    assertThat(Formats.format(12.5e6, Unit.BYTES_PER_SECOND)).isEqualTo("12.5 MB/s");
  }
}
