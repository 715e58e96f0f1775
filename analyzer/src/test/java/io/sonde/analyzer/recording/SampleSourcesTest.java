package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Times in seconds. One sample each 10 ms of a thread that runs all the time. */
class SampleSourcesTest {
  private static final long SECOND = 1_000_000_000;
  private static final long PERIOD = 10_000_000;

  private final SampleSources sources = new SampleSources(Integer.MAX_VALUE);

  @Test
  void samplerThatChanged_bothCountInTheirTime() {
    chunk(SampleSource.PROFILER_CPU, 0, 30);
    chunk(SampleSource.PROFILER_CPU, 30, 50);
    chunk(SampleSource.JDK_EXECUTION, 50, 80);
    assertThat(kept()).containsExactly(5_000, 3_000);
  }

  @Test
  void chunkThatBeganBeforeTheChange_countsFromTheChange() {
    chunk(SampleSource.PROFILER_CPU, 0, 50);
    samples(SampleSource.JDK_EXECUTION, 45, 60);
    sources.endChunk(40 * SECOND, 70 * SECOND, PERIOD);
    assertThat(kept()).containsExactly(5_000, 1_000);
  }

  @Test
  void twoAtTheSameTime_areNeverAdded() {
    chunk(SampleSource.JDK_EXECUTION, 0, 60);
    for (int start = 0; start < 60; start += 20) {
      chunk(SampleSource.PROFILER_CPU, start, start + 20);
    }
    assertThat(kept()).containsExactly(6_000, 0);
  }

  @Test
  void threeAtTheSameTime_areNeverAdded() {
    chunk(SampleSource.PROFILER_CPU, 0, 20);
    samples(SampleSource.JDK_CPU_TIME, 0, 40);
    samples(SampleSource.JDK_EXECUTION, 0, 60);
    sources.endChunk(0, 60 * SECOND, PERIOD);
    assertThat(kept()).containsExactly(2_000, 2_000, 0);
  }

  @Test
  void samplesBesideTheirChunk_areNotAddedEither() {
    samples(SampleSource.JDK_CPU_TIME, 1, 10);
    samples(SampleSource.JDK_EXECUTION, 0, 11);
    sources.endChunk(SECOND / 2, 10 * SECOND + SECOND / 2, PERIOD);
    assertThat(kept()).containsExactly(900, 0);
  }

  @Test
  void strays_doNotBeatTheOther() {
    sources.add(SampleSource.PROFILER_CPU, SECOND, 0, 0, PERIOD, (byte) 1, -1);
    sources.add(SampleSource.PROFILER_CPU, 2 * SECOND, 0, 0, PERIOD, (byte) 1, -1);
    sources.endChunk(0, 1_000 * SECOND, 0);
    chunk(SampleSource.JDK_EXECUTION, 0, 1_000);
    assertThat(kept()).containsExactly(0, 100_000);
  }

  @Test
  void otherKinds_areApart() {
    chunk(SampleSource.PROFILER_CPU, 0, 10);
    chunk(SampleSource.PROFILER_WALL, 0, 10);
    assertThat(kept()).containsExactly(1_000);
    assertThat(sources.choose(SampleKind.LOCK)).isEmpty();
  }

  /** 20 stacks take turns; a tenth of the samples fits, in several chunks. */
  @Test
  void tooManySamples_areMergedInTime_andNoWeightIsLost() {
    SampleSources few = new SampleSources(2_000);
    for (int chunk = 0; chunk < 20; chunk++) {
      for (int i = 0; i < 1_000; i++) {
        long time = chunk * 10 * SECOND + i * PERIOD;
        few.add(SampleSource.PROFILER_CPU, time, i % 4, i % 20, 7 + i, (byte) 1, -1);
      }
      few.endChunk(chunk * 10 * SECOND, (chunk + 1) * 10 * SECOND, 0);
    }
    SampleTable table = few.choose(SampleKind.CPU).get(0).samples();
    assertThat(table.size()).isLessThanOrEqualTo(2_000 + 1);
    assertThat(few.steps().get(SampleSource.PROFILER_CPU)).isGreaterThanOrEqualTo(PERIOD);
    long[] byStack = new long[20];
    for (int i = 0; i < table.size(); i++) {
      byStack[table.stack(i)] += table.weight(i);
      assertThat(table.thread(i)).isEqualTo(table.stack(i) % 4);
    }
    for (int stack = 0; stack < 20; stack++) {
      // 7 + i for i = stack, stack + 20, …, stack + 980, in twenty chunks.
      assertThat(byStack[stack]).isEqualTo(20L * (50 * (7 + stack) + 24_500));
    }
  }

  /**
   * One stack in one thread alone, so that an estimate by groups of samples has one to judge by.
   */
  @Test
  void samplesOfOneStack_areMergedToNoLongerStepsThanNeeded() {
    SampleSources few = new SampleSources(4_000);
    for (int i = 0; i < 20_000; i++) {
      few.add(SampleSource.PROFILER_CPU, i * PERIOD, 0, 3, PERIOD, (byte) 1, -1);
    }
    few.endChunk(0, 20_000 * PERIOD, 0);
    assertThat(few.steps().get(SampleSource.PROFILER_CPU)).isBetween(4 * PERIOD, 16 * PERIOD);
    assertThat(few.choose(SampleKind.CPU).get(0).samples().size()).isBetween(1_000, 4_000);
  }

  /** Rare samples beside many: the many make room. */
  @Test
  void sourceWithMostSamples_isMergedFirst() {
    SampleSources few = new SampleSources(4_000);
    for (int i = 0; i < 20_000; i++) {
      few.add(SampleSource.PROFILER_ALLOC, i * PERIOD, i % 4, i % 20, 1_000, (byte) 1, -1);
      if (i % 20 == 0) {
        few.add(SampleSource.PROFILER_CPU, i * PERIOD, 0, 3, PERIOD, (byte) 1, -1);
      }
    }
    few.endChunk(0, 20_000 * PERIOD, 0);
    assertThat(few.steps()).containsOnlyKeys(SampleSource.PROFILER_ALLOC);
    assertThat(few.choose(SampleKind.CPU).get(0).samples().size()).isEqualTo(1_000);
    assertThat(few.choose(SampleKind.ALLOC).get(0).samples().totalWeight()).isEqualTo(20_000_000);
  }

  @Test
  void mergedSamples_stayInTheirChunks() {
    SampleSources few = new SampleSources(500);
    for (int i = 0; i < 10_000; i++) {
      few.add(SampleSource.PROFILER_CPU, i * PERIOD, 0, i % 10, PERIOD, (byte) 1, -1);
    }
    few.endChunk(0, 100 * SECOND, 0);
    for (int i = 0; i < 10_000; i++) {
      few.add(SampleSource.JDK_EXECUTION, 50 * SECOND + i * PERIOD, 0, 0, PERIOD, (byte) 1, -1);
    }
    few.endChunk(50 * SECOND, 150 * SECOND, PERIOD);
    List<SampleSources.Chosen> chosen = few.choose(SampleKind.CPU);
    assertThat(chosen.get(0).samples().totalWeight()).isEqualTo(100 * SECOND);
    assertThat(chosen.get(1).samples().totalWeight()).isEqualTo(50 * SECOND);
  }

  @Test
  void wallBatchesThatWereMerged_keepTheirWeight_andAreTold() {
    WallSamples wall = new WallSamples(200);
    for (int i = 0; i < 5_000; i++) {
      wall.add(new StubEvent(i * PERIOD, i % 10), 0, SampleTable.RUNNABLE, 1, 0);
    }
    SampleSources all = new SampleSources(Integer.MAX_VALUE);
    wall.finish(PERIOD, all);
    all.endChunk(0, 50 * SECOND, 0);
    SampleTable table = all.choose(SampleKind.WALL).get(0).samples();
    assertThat(table.size()).isLessThanOrEqualTo(200);
    assertThat(table.totalWeight()).isEqualTo(5_000 * PERIOD);
    assertThat(all.steps()).containsKey(SampleSource.PROFILER_WALL);
  }

  /** Has a time and a stack trace, and no field. */
  private record StubEvent(long startNanos, int stack) implements Event {
    @Override
    public long durationNanos() {
      return 0;
    }

    @Override
    public int stackHandle() {
      return stack;
    }

    @Override
    public int thread(String field) {
      return -1;
    }

    @Override
    public int className(String field) {
      return -1;
    }

    @Override
    public long number(String field) {
      return 0;
    }

    @Override
    public double real(String field) {
      return 0;
    }

    @Override
    public String text(String field) {
      return "";
    }

    @Override
    public @Nullable Structure structure(String field) {
      return null;
    }
  }

  private List<Integer> kept() {
    return sources.choose(SampleKind.CPU).stream().map(each -> each.samples().size()).toList();
  }

  private void chunk(SampleSource source, int start, int end) {
    samples(source, start, end);
    sources.endChunk(start * SECOND, end * SECOND, PERIOD);
  }

  private void samples(SampleSource source, int start, int end) {
    for (long time = start * SECOND; time < end * SECOND; time += PERIOD) {
      sources.add(source, time, 0, 0, PERIOD, SampleTable.RUNNABLE, -1);
    }
  }
}
