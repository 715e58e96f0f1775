package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.aggregate.Stretch.Signal;
import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.CpuLoad;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.GcPause;
import io.sonde.analyzer.model.HeapReading;
import io.sonde.analyzer.model.JvmDescription;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.WaitKind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StretchesTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  /** Requests of two routes, ten a second, with a long tail; five times as long for a while. */
  @Test
  void slowSecondsWithinAnHour_areFound_withWhatWasWaitedFor() {
    RequestSketch sketch = sketch(3_600);
    requests(sketch, 3_600, 1_400, 1_420);

    RequestSummary summary = RequestSummary.of(sketch.build());

    Stretches stretches = Stretches.of(sketch.build());
    assertThat(stretches.all()).hasSize(1);
    Stretch slow = stretches.slowest().orElseThrow();
    assertThat(slow.signal()).isEqualTo(Signal.LATENCY);
    assertThat(slow.fromNanos()).isCloseTo(START + 1_400 * SECOND, within(2 * SECOND));
    assertThat(slow.toNanos()).isCloseTo(START + 1_420 * SECOND, within(3 * SECOND));
    assertThat(slow.factor()).isGreaterThan(3);
    SlowStretch worst = summary.slowStretch();
    assertThat(worst.comparison().largest()).isEqualTo(Part.MONITOR);
    assertThat(worst.comparison().culprit().method().methodName()).isEqualTo("reserve");
  }

  @Test
  void longTails_andAChangeOfTheMix_areNoStretch() {
    RequestSketch sketch = sketch(1_200);
    requests(sketch, 1_200, -1, -1);
    for (int i = 0; i < 600; i++) {
      long from = 500 * SECOND + i * 50 * MILLI;
      sketch.request("GET /export", "e-" + i % 9, from, from + 400 * MILLI, MILLI);
    }
    assertThat(Stretches.of(sketch.build()).of(Signal.LATENCY)).isEmpty();
    assertThat(RequestSummary.of(sketch.build()).slowStretch()).isNull();
  }

  @Test
  void shortRecording_andOneWithoutRequests_haveNone() {
    RequestSketch brief = sketch(15);
    requests(brief, 15, 5, 10);
    assertThat(Stretches.of(brief.build()).all()).isEmpty();
    assertThat(Stretches.of(new RecordingBuilder().build()).all()).isEmpty();
  }

  @Test
  void load_pauses_connections_andLiveSet_areWatched() {
    RecordingBuilder builder = builder(600);
    Random random = new Random(2);
    for (int i = 0; i < 600; i++) {
      long time = START + i * SECOND;
      boolean odd = i >= 200 && i < 240;
      builder.cpuLoad(new CpuLoad(time, (odd ? 0.8 : 0.2) + random.nextDouble() * 0.1, 0, 1));
      builder.pause(new GcPause(i, time, (odd ? 200 : 5) * MILLI, "GC Pause"));
      long used = (odd ? 300L : 100L) * 1_000_000 + random.nextInt(1_000_000);
      builder.heap(new HeapReading(i, time, used, 1_000_000_000, true));
    }
    RequestSketch sketch = new RequestSketch(builder, START);
    for (int k = 0; k < 4; k++) {
      sketch.waiting(WaitKind.CONNECTION, "http-" + k, 200 * SECOND, 240 * SECOND);
    }
    Stretches stretches = Stretches.of(sketch.build());
    assertThat(stretches.all())
        .extracting(Stretch::signal)
        .containsExactlyInAnyOrder(
            Signal.CPU, Signal.PAUSES, Signal.CONNECTION_WAIT, Signal.LIVE_SET);
    assertThat(stretches.all())
        .allSatisfy(
            each -> {
              assertThat(each.fromNanos()).isEqualTo(START + 200 * SECOND);
              assertThat(each.lengthNanos()).isEqualTo(40 * SECOND);
            });
    assertThat(stretches.of(Signal.CONNECTION_WAIT).get(0).level()).isEqualTo(4);
  }

  @Test
  void startUp_isSetAside() {
    RequestSketch sketch = sketch(300);
    RecordingBuilder builder = sketch.builder();
    builder.jvm(jvm(START - 2 * SECOND));
    for (int i = 0; i <= 300; i += 10) {
      builder
          .gauges()
          .add(Gauge.CLASSES_LOADED, START + i * SECOND, i < 40 ? 100 * i : 4_000 + i / 10);
    }
    requests(sketch, 300, 0, 35);
    Stretches stretches = Stretches.of(builder.build());
    assertThat(stretches.warmup().lengthNanos()).isEqualTo(40 * SECOND);
    assertThat(stretches.warmup().isRunning()).isFalse();
    assertThat(stretches.all()).isEmpty();
  }

  @Test
  void classesThatAreLoadedAtTheEnd_areAWarmupThatRuns() {
    RecordingBuilder builder = builder(100);
    for (int i = 0; i <= 100; i += 10) {
      builder.gauges().add(Gauge.CLASSES_LOADED, START + i * SECOND, 1_000 + 50 * i);
    }
    Warmup warmup = Stretches.of(builder.build()).warmup();
    assertThat(warmup.isRunning()).isTrue();
    assertThat(warmup.lengthNanos()).as("the JVM's start is not recorded").isZero();
  }

  private static void requests(RequestSketch sketch, int seconds, int slowFrom, int slowTo) {
    Random random = new Random(1);
    for (int i = 0; i < seconds * 10; i++) {
      long from = i * 100 * MILLI;
      boolean slow = from >= slowFrom * SECOND && from < slowTo * SECOND;
      long took = (long) (20 * MILLI * Math.exp(random.nextGaussian() * 0.6));
      took += random.nextInt(100) == 0 ? 300 * MILLI : 0;
      long locked = slow ? 150 * MILLI : 0;
      String thread = "http-" + i % 32;
      String route = i % 3 == 0 ? "GET /a" : "GET /b";
      sketch.request(route, thread, from, from + took + locked, MILLI);
      if (slow) {
        sketch.waiting(
            WaitKind.MONITOR,
            thread,
            from,
            from + locked,
            "x.Stock",
            "",
            "x.Shop.b > x.Stock.reserve");
      }
    }
  }

  private static RequestSketch sketch(int seconds) {
    return new RequestSketch(builder(seconds), START);
  }

  private static RecordingBuilder builder(int seconds) {
    RecordingBuilder builder = new RecordingBuilder();
    builder.chunk(new Chunk("a.jfr", 0, 1_000, START, seconds * SECOND, Chunk.Producer.JDK, true));
    return builder;
  }

  private static JvmDescription jvm(long startNanos) {
    return new JvmDescription(
        "", "", "", "x.Main", 1, startNanos, 2, 0, "", "", 0, 0, 0, List.of());
  }
}
