package io.sonde.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTableTest {
  /** More than two segments of columns, and not a multiple of one. */
  private static final int SAMPLES = 40_000;

  /** Runs of several lengths, as chunks of two recorders make them; 1 is no order at all. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 9_999, SAMPLES})
  void columns_areInOrderOfTime_andStayTogether(int run) {
    Random random = new Random(run);
    SampleTable.Builder builder = new SampleTable.Builder(SampleKind.CPU);
    long time = 0;
    for (int i = 0; i < SAMPLES; i++) {
      time = i % run == 0 ? random.nextInt(SAMPLES / 2) : time + random.nextInt(3);
      builder.add(time, (int) time, i, time * 2, (byte) 1, i);
    }
    SampleTable table = builder.build();
    assertThat(table.size()).isEqualTo(SAMPLES);
    for (int i = 0; i < table.size(); i++) {
      assertThat(table.thread(i)).isEqualTo((int) table.timeNanos(i));
      assertThat(table.weight(i)).isEqualTo(table.timeNanos(i) * 2);
      assertThat(table.objectClass(i)).isEqualTo(table.stack(i));
      if (i > 0) {
        boolean equal = table.timeNanos(i) == table.timeNanos(i - 1);
        assertThat(table.timeNanos(i)).isGreaterThanOrEqualTo(table.timeNanos(i - 1));
        assertThat(!equal || table.stack(i) > table.stack(i - 1)).isTrue();
      }
    }
  }

  @Test
  void takenTable_isTheBuiltOne_andTheBuilderBeginsAnew() {
    Random random = new Random(3);
    SampleTable.Builder builder = new SampleTable.Builder(SampleKind.WALL);
    for (int i = 0; i < SAMPLES; i++) {
      builder.add(random.nextInt(SAMPLES), i, i, i, SampleTable.RUNNABLE, -1);
    }
    SampleTable built = builder.build();
    SampleTable taken = builder.take();
    assertThat(taken.size()).isEqualTo(SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      assertThat(taken.timeNanos(i)).isEqualTo(built.timeNanos(i));
      assertThat(taken.stack(i)).isEqualTo(built.stack(i));
    }
    assertThat(builder.size()).isZero();
    builder.add(7, 1, 2, 3, SampleTable.SLEEPING, 4);
    assertThat(builder.build().timeNanos(0)).isEqualTo(7);
    assertThat(taken.size()).isEqualTo(SAMPLES);
  }

  @Test
  void otherWeights_changeNothingElse() {
    SampleTable.Builder builder = new SampleTable.Builder(SampleKind.CPU);
    for (int i = 0; i < SAMPLES; i++) {
      builder.add(i, 1, i, 5, SampleTable.RUNNABLE, i);
    }
    SampleTable table = builder.build();
    SampleTable changed = table.reweighed(i -> i);
    assertThat(table.totalWeight()).isEqualTo(5L * SAMPLES);
    assertThat(changed.totalWeight()).isEqualTo(SAMPLES * (SAMPLES - 1L) / 2);
    assertThat(changed.stack(SAMPLES - 1)).isEqualTo(SAMPLES - 1);
    assertThat(changed.size()).isEqualTo(SAMPLES);
  }

  @Test
  void mergedAndTruncated_growsOn() {
    SampleTable.Builder builder = new SampleTable.Builder(SampleKind.CPU);
    for (int i = 0; i < SAMPLES; i++) {
      builder.add(i, 1, i % 10, 1, SampleTable.RUNNABLE, -1);
    }
    int left = builder.merge(0, SAMPLES, 0, SAMPLES);
    builder.truncate(left);
    assertThat(left).isEqualTo(10);
    assertThat(builder.build().totalWeight()).isEqualTo(SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
      builder.add(SAMPLES + i, 1, i % 10, 1, SampleTable.RUNNABLE, -1);
    }
    assertThat(builder.build().totalWeight()).isEqualTo(2L * SAMPLES);
    assertThat(builder.build().size()).isEqualTo(SAMPLES + 10);
  }
}
