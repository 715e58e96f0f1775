package io.sonde.analyzer.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.aggregate.Timeline;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** All groups together are the whole tree, row by row; each holds what was sampled in its time. */
class FlameTimesTest {
  private static final long MS = 1_000_000L;
  private static final int SAMPLES = 2_000;
  private static final long SEED = 20261128;

  private final Recording recording = recording();
  private final SampleTable samples = recording.samples(SampleKind.CPU);
  private final CallTree tree = CallTree.of(recording, samples, CallTree.SampleFilter.ALL, false);
  private final Timeline timeline = Timeline.of(recording);

  @Test
  void groups_addUpToTheTree() throws IOException {
    FlameData data = FlameData.of(tree, samples, timeline);
    assertThat(data.description()).containsEntry("groupSteps", 1);
    Times times = Times.of(data.packedTimes());
    assertThat(times.groups).isEqualTo(timeline.steps());
    assertSums(data, times);
    for (int group = 0; group < times.groups; group++) {
      int inGroup = 0;
      for (int i = 0; i < samples.size(); i++) {
        inGroup += timeline.step(samples.timeNanos(i)) == group ? 1 : 0;
      }
      assertThat(times.samplesOf[group]).as("group %d", group).isEqualTo(inGroup);
    }
  }

  @Test
  void foldedCalls_countOnTheRowThatHoldsThem() throws IOException {
    FlameData data = FlameData.of(tree, samples, timeline, 12);
    assertThat((Double) data.description().get("foldedShare")).isPositive();
    assertSums(data, Times.of(data.packedTimes()));
  }

  @Test
  void manyEntries_makeCoarserGroups() {
    FlameTimes coarse = FlameTimes.of(samples, tree::nodeOfStack, timeline, 60);
    assertThat(coarse.groupSteps()).isGreaterThan(1);
    FlameTimes coarsest = FlameTimes.of(samples, tree::nodeOfStack, timeline, 1);
    assertThat(coarsest.groupSteps()).isGreaterThanOrEqualTo(timeline.steps());
  }

  private static void assertSums(FlameData data, Times times) throws IOException {
    long[][] rows = selfOfRows(data);
    assertThat(times.weights).containsExactly(padded(rows[0], times.weights.length));
    assertThat(times.samples).containsExactly(padded(rows[1], times.samples.length));
  }

  private static long[] padded(long[] values, int length) {
    return java.util.Arrays.copyOf(values, length);
  }

  /** Weights and samples of the packed tree's rows, as the page reads them. */
  private static long[][] selfOfRows(FlameData data) throws IOException {
    InputStream in = unpacked(data.packed());
    for (long names = number(in); names > 0; names--) {
      in.skipNBytes(number(in));
    }
    long frames = number(in);
    for (long i = 0; i < 4 * frames; i++) {
      number(in);
    }
    int size = (int) number(in);
    for (int i = 0; i < 2 * size; i++) {
      number(in);
    }
    long[][] columns = new long[2][size];
    for (long[] column : columns) {
      for (int i = 0; i < size; i++) {
        column[i] = number(in);
      }
    }
    return columns;
  }

  /** What is packed, summed. */
  private record Times(int groups, long[] samplesOf, long[] samples, long[] weights) {
    private static final int ROWS = 1_000;

    static Times of(String packed) throws IOException {
      InputStream in = unpacked(packed);
      int groups = (int) number(in);
      int[] sizes = new int[groups];
      int entries = 0;
      for (int i = 0; i < groups; i++) {
        sizes[i] = (int) number(in);
        entries += sizes[i];
      }
      int[] rows = new int[entries];
      int at = 0;
      for (int size : sizes) {
        for (int i = 0, last = 0; i < size; i++) {
          last += (int) number(in);
          rows[at++] = last;
        }
      }
      long[] samplesOf = new long[groups];
      long[] samples = new long[ROWS];
      at = 0;
      for (int group = 0; group < groups; group++) {
        for (int i = 0; i < sizes[group]; i++) {
          long count = number(in);
          samplesOf[group] += count;
          samples[rows[at++]] += count;
        }
      }
      long[] weights = new long[ROWS];
      for (int row : rows) {
        weights[row] += number(in);
      }
      assertThat(in.read()).as("all is read").isEqualTo(-1);
      return new Times(groups, samplesOf, samples, weights);
    }
  }

  private static InputStream unpacked(String packed) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(packed);
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new ByteArrayInputStream(in.readAllBytes());
    }
  }

  private static long number(InputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int each = in.read();
      assertThat(each).as("not at the end").isNotNegative();
      value |= (long) (each & 0x7f) << shift;
      if (each < 0x80) {
        return value;
      }
    }
  }

  private static Recording recording() {
    RequestSketch sketch = new RequestSketch();
    Random random = new Random(SEED);
    for (int i = 0; i < SAMPLES; i++) {
      String stack = "Main.run";
      for (int depth = random.nextInt(4); depth > 0; depth--) {
        stack += " > com.shop.Part" + random.nextInt(3) + ".call";
      }
      long at = random.nextInt(10_000) * MS;
      long weight = 1 + random.nextInt(1_000_000);
      sketch.sample(SampleKind.CPU, "http-1", at, weight, SampleTable.RUNNABLE, stack);
    }
    return sketch.build();
  }
}
