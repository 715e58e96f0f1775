package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that run all the time for ten seconds must weigh ten seconds each. */
class ExecutionSampleWeightsTest {
  private static final long MILLIS = 1_000_000;
  private static final long TEN_SECONDS = 10_000 * MILLIS;

  private final SampleTable.Builder samples = new SampleTable.Builder(SampleKind.CPU);

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 20, 100, 500})
  void oneThread_weighsTheTimeThatPassed(int periodMillis) {
    run(0, periodMillis * MILLIS, 1);
    assertThat(weight(2)).isCloseTo(TEN_SECONDS, within(TEN_SECONDS / 50));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 100})
  void threadsBeyondTheCores_shareThem(int periodMillis) {
    run(0, periodMillis * MILLIS, 4);
    assertThat(weight(2)).isCloseTo(2 * TEN_SECONDS, within(TEN_SECONDS / 25));
  }

  @Test
  void eachChunk_weighsByItsOwnPeriod() {
    run(0, 5 * MILLIS, 1);
    run(TEN_SECONDS, 100 * MILLIS, 1);
    run(2 * TEN_SECONDS, 20 * MILLIS, 1);
    assertThat(weight(2)).isCloseTo(3 * TEN_SECONDS, within(TEN_SECONDS / 20));
  }

  @Test
  void unknownPeriod_isTheDefault() {
    for (long time = 0; time < TEN_SECONDS; time += 20 * MILLIS) {
      samples.add(time, 0, 0, 0, SampleTable.RUNNABLE, -1);
    }
    assertThat(weight(2)).isCloseTo(TEN_SECONDS, within(TEN_SECONDS / 50));
  }

  private void run(long start, long period, int threads) {
    for (long time = 0; time < TEN_SECONDS; time += period) {
      for (int thread = 0; thread < threads; thread++) {
        long at = start + time + thread * 20_000;
        samples.add(at, thread, 0, period, SampleTable.RUNNABLE, -1);
      }
    }
  }

  private long weight(int cores) {
    return ExecutionSampleWeights.weigh(samples.build(), cores).totalWeight();
  }
}
