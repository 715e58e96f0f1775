package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.WaitKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every split, on random data: overlapping, nested, cut off, with odd numbers. */
class AttributionLawsTest {
  private static final int REQUESTS = 60;
  private static final String[] THREADS = {"a", "b", "c", "d"};
  private static final long SPAN = 10_000;

  private final List<Consumer<RequestSketch>> facts = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void parts_areNeverNegative_andSumToTheDurationExactly(long seed) {
    Recording recording = random(new Random(seed));
    Attribution attribution = Attribution.of(recording);
    for (int i = 0; i < REQUESTS; i++) {
      Split split = attribution.split(i);
      long sum = 0;
      for (Part part : Part.values()) {
        assertThat(split.nanos(part)).as(part.name()).isGreaterThanOrEqualTo(0);
        assertThat(split.nanos(part)).isEqualTo(Math.rint(split.nanos(part)));
        sum += (long) split.nanos(part);
      }
      assertThat(sum).isEqualTo(recording.requests().table().durationNanos(i));
      assertThat(split.pausedInWaitsNanos()).isBetween(0.0, (double) sum);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void orderOfEvents_changesNothing(long seed) {
    Map<Long, Map<Part, Double>> first = splits(random(new Random(seed)));
    Collections.shuffle(facts, new Random(seed));
    assertThat(splits(built())).isEqualTo(first);
  }

  /** Moment by moment, as the definition says it, for requests without tasks and samples. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void pausesAndWaits_areWhatCountingEachMomentGives(long seed) {
    Random random = new Random(seed);
    boolean[] paused = new boolean[(int) SPAN + 1];
    boolean[] waiting = new boolean[(int) SPAN + 1];
    facts.add(sketch -> sketch.request("GET /", "a", 0, SPAN, 0));
    for (int i = 0; i < 20; i++) {
      long from = random.nextInt((int) SPAN - 600);
      long to = from + 1 + random.nextInt(500);
      facts.add(i % 2 == 0 ? s -> s.pause(from, to) : s -> s.waiting(WaitKind.PARK, "a", from, to));
      for (int t = (int) from; t < to; t++) {
        (i % 2 == 0 ? paused : waiting)[t] = true;
      }
    }
    long waits = 0;
    long pauses = 0;
    long both = 0;
    for (int t = 0; t < SPAN; t++) {
      waits += waiting[t] ? 1 : 0;
      pauses += paused[t] && !waiting[t] ? 1 : 0;
      both += paused[t] && waiting[t] ? 1 : 0;
    }
    Split split = Attribution.of(built()).split(0);
    assertThat(split.nanos(Part.PARK)).isEqualTo(waits);
    assertThat(split.nanos(Part.GC_PAUSE)).isEqualTo(pauses);
    assertThat(split.pausedInWaitsNanos()).isEqualTo(both);
  }

  private static Map<Long, Map<Part, Double>> splits(Recording recording) {
    Map<Long, Map<Part, Double>> byStart = new TreeMap<>();
    Attribution attribution = Attribution.of(recording);
    for (int i = 0; i < REQUESTS; i++) {
      long start = recording.requests().table().startNanos(i);
      byStart.put(start, AttributionTest.partsOf(attribution.split(i)));
    }
    return byStart;
  }

  private Recording random(Random random) {
    for (int i = 0; i < REQUESTS; i++) {
      request(random, i * 150);
    }
    WaitKind[] kinds = WaitKind.values();
    for (int i = 0; i < 300; i++) {
      WaitKind kind = kinds[random.nextInt(kinds.length)];
      String thread = thread(random);
      long from = random.nextInt((int) SPAN);
      long to = from + random.nextInt(200);
      facts.add(sketch -> sketch.waiting(kind, thread, from, to));
      SampleKind samples = i % 2 == 0 ? SampleKind.CPU : SampleKind.WALL;
      facts.add(sketch -> sketch.sample(samples, thread, from, 1 + from % 90, (byte) (from % 3)));
    }
    for (int i = 0; i < 30; i++) {
      long from = random.nextInt((int) SPAN);
      long stopped = from + random.nextInt(20);
      long to = stopped + random.nextInt(100);
      facts.add(sketch -> sketch.safepoint(from, stopped, to));
      facts.add(sketch -> sketch.pause(stopped, to - (to - stopped) / 3));
    }
    return built();
  }

  private void request(Random random, long from) {
    String thread = thread(random);
    String other = thread(random);
    long to = from + random.nextInt(900);
    long entry = random.nextBoolean() ? to - from : (to - from) / 3;
    long cpu = random.nextInt(400) - 100;
    long taskFrom = from + random.nextInt(400);
    long taskTo = taskFrom + random.nextInt(400);
    long taskCpu = random.nextInt(200) - 50;
    int tasks = random.nextInt(3);
    facts.add(
        sketch -> {
          long id = sketch.request("GET /", thread, from, to, entry, cpu, 1);
          for (int i = 0; i < tasks; i++) {
            sketch.task(id, other, taskFrom + i * 70L, taskTo + i * 90L, taskCpu);
          }
        });
  }

  private static String thread(Random random) {
    return THREADS[random.nextInt(THREADS.length)];
  }

  private Recording built() {
    RequestSketch sketch = new RequestSketch();
    for (String thread : THREADS) {
      sketch.thread(thread);
    }
    facts.forEach(fact -> fact.accept(sketch));
    return sketch.build();
  }
}
