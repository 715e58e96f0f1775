package io.sonde.analyzer.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.RequestSketch;
import io.sonde.analyzer.aggregate.SampleOwners;
import io.sonde.analyzer.aggregate.Timeline;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import io.sonde.analyzer.profile.CallTree;
import io.sonde.analyzer.profile.CallTree.SampleFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** All parts together are the whole tree, row by row; each holds what was sampled in its time. */
class FlameTimesTest {
  private static final long MS = 1_000_000L;
  private static final int SAMPLES = 2_000;
  private static final long SEED = 20261128;

  private final Recording recording = recording();
  private final SampleTable samples = recording.samples(SampleKind.CPU);
  private final CallTree tree = CallTree.of(recording, samples, SampleFilter.ALL, false);
  private final Timeline timeline = Timeline.of(recording);
  private final SampleOwners owners = SampleOwners.of(recording);

  @Test
  void parts_addUpToTheTree() throws IOException {
    FlameData data = FlameData.of(tree, samples, SampleFilter.ALL, owners, timeline);
    assertThat(data.description()).containsEntry("partSeconds", 0.05);
    Times times = Times.of(data.packedTimes());
    assertThat(times.parts).isEqualTo(20 * timeline.steps());
    assertSums(data, times);
    long[] expected = new long[times.parts];
    for (int i = 0; i < samples.size(); i++) {
      expected[(int) ((samples.timeNanos(i) - timeline.fromNanos()) / (50 * MS))]++;
    }
    assertThat(times.samplesOf).containsExactly(expected);
  }

  @Test
  void owners_haveTheSamplesOfTheirThreads() throws IOException {
    FlameData data = FlameData.of(tree, samples, SampleFilter.ALL, owners, timeline);
    Times times = Times.of(data.packedTimes());
    List<?> told = (List<?>) data.description().get("owners");
    assertThat((List<?>) data.description().get("threads"))
        .isEqualTo(List.of("http-#", "batch-#", "other threads"));
    for (String thread : List.of("http-1", "batch-7")) {
      long inTable = 0;
      for (int i = 0; i < samples.size(); i++) {
        inTable += recording.threads().get(samples.thread(i)).name().equals(thread) ? 1 : 0;
      }
      long inPage = 0;
      for (int owner = 0; owner < told.size(); owner++) {
        boolean isOf = ((int[]) told.get(owner))[0] == (thread.startsWith("http") ? 0 : 1);
        inPage += isOf ? times.samplesOfOwner[owner] : 0;
      }
      assertThat(inPage).as(thread).isEqualTo(inTable).isPositive();
    }
  }

  @Test
  void foldedCalls_countOnTheRowThatHoldsThem() throws IOException {
    FlameData data = FlameData.of(tree, samples, SampleFilter.ALL, owners, timeline, 12);
    assertThat((Double) data.description().get("foldedShare")).isPositive();
    assertSums(data, Times.of(data.packedTimes()));
  }

  @Test
  void samplesThatAFilterLeavesOut_areInNoPart() throws IOException {
    SampleFilter late = (table, i) -> table.timeNanos(i) >= timeline.fromNanos() + 5_000 * MS;
    CallTree lateTree = CallTree.of(recording, samples, late, false);
    FlameData data = FlameData.of(lateTree, samples, late, owners, timeline);
    Times times = Times.of(data.packedTimes());
    assertSums(data, times);
    assertThat(Arrays.stream(times.samplesOf).limit(100).sum()).isZero();
    assertThat(Arrays.stream(times.samplesOf).sum()).isEqualTo(lateTree.sampleCount()).isPositive();
  }

  @Test
  void manyEntries_makeLongerParts_thatLoseNothing() throws IOException {
    FlameTimes coarse = times(60);
    assertThat(coarse.partNanos()).isGreaterThan(FlameTimes.FINEST_NANOS);
    Times packed = Times.of(coarse.pack());
    assertThat(Arrays.stream(packed.samples).sum()).isEqualTo(SAMPLES);
    assertThat(Arrays.stream(packed.weights).sum()).isEqualTo(samples.totalWeight());
    long[] expected = new long[packed.parts];
    for (int i = 0; i < samples.size(); i++) {
      expected[(int) ((samples.timeNanos(i) - timeline.fromNanos()) / coarse.partNanos())]++;
    }
    assertThat(packed.samplesOf).containsExactly(expected);
    assertThat(Times.of(times(1).pack()).parts).isEqualTo(1);
  }

  private FlameTimes times(int maxEntries) {
    long end = timeline.fromNanos() + timeline.steps() * timeline.stepNanos();
    return new FlameTimes(
        samples,
        SampleFilter.ALL,
        owners.of(samples),
        tree::nodeOfStack,
        timeline.fromNanos(),
        end,
        maxEntries);
  }

  private static void assertSums(FlameData data, Times times) throws IOException {
    long[][] rows = selfOfRows(data);
    assertThat(times.weights).containsExactly(padded(rows[0], times.weights.length));
    assertThat(times.samples).containsExactly(padded(rows[1], times.samples.length));
  }

  private static long[] padded(long[] values, int length) {
    return Arrays.copyOf(values, length);
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
  private record Times(
      int parts, long[] samplesOf, long[] samplesOfOwner, long[] samples, long[] weights) {
    private static final int ROWS = 1_000;

    static Times of(String packed) throws IOException {
      InputStream in = unpacked(packed);
      int parts = (int) number(in);
      int[] sizes = new int[parts];
      int entries = 0;
      for (int i = 0; i < parts; i++) {
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
      int[] owners = new int[entries];
      for (int i = 0; i < entries; i++) {
        owners[i] = (int) number(in);
      }
      long[] samplesOf = new long[parts];
      long[] samplesOfOwner = new long[ROWS];
      long[] samples = new long[ROWS];
      at = 0;
      for (int part = 0; part < parts; part++) {
        for (int i = 0; i < sizes[part]; i++) {
          long count = number(in);
          samplesOf[part] += count;
          samplesOfOwner[owners[at]] += count;
          samples[rows[at++]] += count;
        }
      }
      long[] weights = new long[ROWS];
      for (int row : rows) {
        weights[row] += number(in);
      }
      assertThat(in.read()).as("all is read").isEqualTo(-1);
      return new Times(parts, samplesOf, samplesOfOwner, samples, weights);
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
      String thread = random.nextInt(3) > 0 ? "http-1" : "batch-7";
      sketch.sample(SampleKind.CPU, thread, at, weight, SampleTable.RUNNABLE, stack);
    }
    return sketch.build();
  }
}
