package io.sonde.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTableTest {
  /** Runs of several lengths, as chunks of two recorders make them; 1 is no order at all. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 100, 999, 1_000})
  void columns_areInOrderOfTime_andStayTogether(int run) {
    Random random = new Random(run);
    SampleTable.Builder builder = new SampleTable.Builder(SampleKind.CPU);
    long time = 0;
    for (int i = 0; i < 1_000; i++) {
      time = i % run == 0 ? random.nextInt(500) : time + random.nextInt(3);
      builder.add(time, (int) time, i, time * 2, (byte) 1, i);
    }
    SampleTable table = builder.build();
    assertThat(table.size()).isEqualTo(1_000);
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
}
