package io.sonde.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GaugesTest {
  @Test
  void neverRead_isASeriesWithoutReadings() {
    GaugeSeries none = new RecordingBuilder().build().gauges().only(Gauge.THREADS);
    assertThat(none.size()).isZero();
    assertThat(none.first()).isNaN();
    assertThat(none.last()).isNaN();
    assertThat(none.max()).isNaN();
  }

  @Test
  void readings_areInOrderOfTime_eachLabelForItself() {
    Gauges.Builder builder = new Gauges.Builder();
    builder.add(Gauge.THREADS, "b", 20, 7);
    builder.add(Gauge.THREADS, "a", 10, 1);
    builder.add(Gauge.THREADS, "b", 10, 9);
    Gauges gauges = builder.build();
    assertThat(gauges.of(Gauge.THREADS)).extracting(GaugeSeries::label).containsExactly("b", "a");
    GaugeSeries b = gauges.of(Gauge.THREADS, "b");
    assertThat(b.timeNanos()).containsExactly(10, 20);
    assertThat(b.values()).containsExactly(9, 7);
    assertThat(b.max()).isEqualTo(9);
    assertThat(b.last()).isEqualTo(7);
  }

  @Test
  void twoRecordings_giveOneSeries() {
    Gauges.Builder builder = new Gauges.Builder();
    builder.add(Gauge.THREADS, 30, 3);
    Gauges.Builder later = new Gauges.Builder();
    later.add(Gauge.THREADS, 10, 1);
    builder.addAll(later);
    assertThat(builder.build().only(Gauge.THREADS).values()).containsExactly(1, 3);
  }

  @Test
  void tooManyReadings_loseEveryOther_andKeepTheLast() {
    Gauges.Builder builder = new Gauges.Builder();
    int readings = 300_000;
    for (int i = 0; i < readings; i++) {
      builder.add(Gauge.THREADS, i, i);
    }
    GaugeSeries series = builder.build().only(Gauge.THREADS);
    assertThat(series.size()).isBetween(50_000, 1 << 17);
    assertThat(series.last()).isEqualTo(readings - 1);
  }
}
