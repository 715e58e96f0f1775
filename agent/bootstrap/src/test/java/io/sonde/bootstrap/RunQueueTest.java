package io.sonde.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunQueueTest {
  @ParameterizedTest
  @CsvSource({"'12 345 6\n', 345", "'0 0 1\n', 0", "'12', -1", "'', -1", "'12 x 1', -1"})
  void second_isTheTimeInTheQueue(String text, long expected) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    assertThat(RunQueue.second(bytes, bytes.length)).isEqualTo(expected);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readings_onlyGrow_andAreFew() {
    long[] begun = LongStream.range(0, 1_000).map(i -> RunQueue.begin()).toArray();
    long read = LongStream.of(begun).filter(reading -> reading >= 0).count();
    assertThat(read).isLessThan(1_000);
    long[] followed = LongStream.range(0, 1_000).map(i -> RunQueue.follow()).toArray();
    assertThat(followed[0]).as("the rest of a request that is read").isNotNegative();
    assertThat(LongStream.of(followed).filter(reading -> reading >= 0).count())
        .as("a request that forks without end")
        .isBetween(1L, 999L);
    assertThat(RunQueue.since(followed[0])).isNotNegative();
    assertThat(RunQueue.since(-1)).isEqualTo(-1);
  }
}
