package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.Inflater;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeAllocationsTest {
  private static final int ADDRESSES = 8;

  /** Kept, so that no cleaner ends them. */
  private static final List<Inflater> OPEN = new ArrayList<>();

  private record Step(boolean allocation, long address, long time, long bytes) {}

  @Test
  void unfreed_isTheSame_inWhicheverOrderEventsAreRead() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Map<Long, Long> live = new HashMap<>();
      List<Step> steps = new ArrayList<>();
      for (int time = 1; time <= 60; time++) {
        long address = random.nextInt(ADDRESSES);
        Long bytes = live.remove(address);
        if (bytes == null) {
          bytes = 1L + random.nextInt(1_000);
          live.put(address, bytes);
          steps.add(new Step(true, address, time, bytes));
        } else {
          steps.add(new Step(false, address, time, 0));
        }
      }
      long expected = live.values().stream().mapToLong(Long::longValue).sum();
      Collections.shuffle(steps, random);
      assertThat(unfreedBytes(steps)).as("seed %s", seed).isEqualTo(expected);
    }
  }

  @Test
  void frees_areForgotten_onlyWhenNoEarlierAllocationCanFollow() {
    NativeAllocations natives = new NativeAllocations();
    natives.free(1, 95);
    natives.endChunk(100);
    natives.allocate(1, 90, -1, 0, 10);
    natives.endChunk(200);
    natives.allocate(1, 250, -1, 0, 20);
    natives.endChunk(300);
    assertThat(bytes(finish(natives))).isEqualTo(20);
  }

  @Test
  void allocationsWithoutFrees_areLeftOut_andToldSo() {
    NativeAllocations natives = new NativeAllocations();
    natives.allocate(1, 1, -1, 0, 10);
    Recording recording = finish(natives);
    assertThat(recording.samples(SampleKind.NATIVE)).isNull();
    assertThat(recording.quality().problems())
        .extracting(Quality.Problem::what)
        .anyMatch(what -> what.contains("nofree"));
  }

  @Test
  void moreThanFit_areMergedInTime_andKeepTheirBytes() {
    NativeAllocations natives = new NativeAllocations();
    for (int i = 0; i < 10_000; i++) {
      natives.allocate(i, i * 1_000_000L, -1, i % 50, 3);
    }
    natives.free(-1, 5);
    RecordingBuilder builder = new RecordingBuilder();
    natives.finish(builder, 1_000);
    Recording recording = builder.build();
    assertThat(bytes(recording)).isEqualTo(30_000);
    assertThat(Objects.requireNonNull(recording.samples(SampleKind.NATIVE)).size())
        .isLessThanOrEqualTo(1_000);
    assertThat(recording.quality().problems()).isNotEmpty();
  }

  /**
   * async-profiler records every allocation of this JVM, and both readers agree on what is left.
   */
  @Test
  void realInflaters_thatAreNeverEnded_areWhatIsLeft(@TempDir Path folder) throws IOException {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    Path file = folder.resolve("nativemem.jfr");
    profiler.execute("start,nativemem=0,jfr,file=" + file);
    try {
      for (int i = 0; i < 300; i++) {
        leak();
        useAndEnd();
      }
    } finally {
      profiler.execute("stop");
      OPEN.forEach(Inflater::end);
      OPEN.clear();
    }
    for (RecordingReader reader : List.of(new SondeRecordingReader(), new JdkRecordingReader())) {
      Recording recording = reader.read(List.of(file), ReadingProgress.NONE);
      // zlib's inflate_state is 7 kB on 64-bit machines.
      assertThat(bytesBelow(recording, "leak")).isGreaterThan(300 * 6_000L);
      assertThat(bytesBelow(recording, "useAndEnd")).isLessThan(20_000);
    }
  }

  /** Blocks below the interval stand for it: 2,000 times at least 7 kB are some 210 samples. */
  @Test
  void sampledInflaters_standForAllOfThem(@TempDir Path folder) throws IOException {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    Path file = folder.resolve("sampled.jfr");
    profiler.execute("start,nativemem=64k,jfr,file=" + file);
    try {
      for (int i = 0; i < 2_000; i++) {
        leak();
      }
    } finally {
      profiler.execute("stop");
      OPEN.forEach(Inflater::end);
      OPEN.clear();
    }
    Recording recording = new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE);
    assertThat(bytesBelow(recording, "leak")).isBetween(10_000_000L, 22_000_000L);
    assertThat(Objects.requireNonNull(recording.samples(SampleKind.NATIVE)).size())
        .isLessThan(1_000);
  }

  private static void leak() {
    OPEN.add(new Inflater());
  }

  private static void useAndEnd() {
    new Inflater().end();
  }

  private static long bytesBelow(Recording recording, String method) {
    SampleTable samples = Objects.requireNonNull(recording.samples(SampleKind.NATIVE));
    return IntStream.range(0, samples.size())
        .filter(
            i ->
                recording.stacks().framesOf(samples.stack(i)).stream()
                    .anyMatch(
                        frame ->
                            frame.className().equals(NativeAllocationsTest.class.getName())
                                && frame.methodName().equals(method)))
        .mapToLong(samples::weight)
        .sum();
  }

  private static long unfreedBytes(List<Step> steps) {
    NativeAllocations natives = new NativeAllocations();
    natives.free(-1, 0);
    for (Step step : steps) {
      if (step.allocation()) {
        natives.allocate(step.address(), step.time(), -1, 0, step.bytes());
      } else {
        natives.free(step.address(), step.time());
      }
    }
    return bytes(finish(natives));
  }

  private static Recording finish(NativeAllocations natives) {
    RecordingBuilder builder = new RecordingBuilder();
    natives.finish(builder, Integer.MAX_VALUE);
    return builder.build();
  }

  private static long bytes(Recording recording) {
    SampleTable samples = recording.samples(SampleKind.NATIVE);
    return samples == null ? 0 : samples.totalWeight();
  }
}
