package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.WaitKind;
import org.junit.jupiter.api.Test;

class WaitingTimeTest {
  private final RequestSketch sketch = new RequestSketch();

  @Test
  void withoutRequests_nothingIsKnown() {
    sketch.waiting(WaitKind.MONITOR, "http", 0, 50);
    WaitingTime time = WaitingTime.of(sketch.build());
    assertThat(time.isKnown()).isFalse();
    assertThat(time.share(Part.MONITOR)).isZero();
    assertThat(time.shareOfWaits(wait -> true)).isZero();
    assertThat(time.shareOfCpu(stack -> true)).isZero();
  }

  @Test
  void partsAndWaits_areSharesOfAllRequests_eachAsOftenAsItStandsForOthers() {
    sketch.request("GET /a", "http", 0, 100, 100, 20, 3);
    sketch.waiting(WaitKind.MONITOR, "http", 10, 60, "a.Lock", "x", "a.B.c");
    sketch.request("GET /b", "other", 0, 100, 100, 100, 1);
    sketch.waiting(WaitKind.MONITOR, "nobody", 0, 90, "a.Lock", "x", "a.B.c");
    Recording recording = sketch.build();
    WaitingTime time = WaitingTime.of(recording);
    assertThat(time.totalNanos()).isCloseTo(400, within(1e-9));
    assertThat(time.share(Part.MONITOR)).isCloseTo(150 / 400.0, within(1e-9));
    assertThat(time.shareOfWaits(wait -> true)).isCloseTo(150 / 400.0, within(1e-9));
    assertThat(time.shareOfWaits(wait -> recording.waits().get(wait).thread() < 0)).isZero();
  }

  @Test
  void cpuTime_isSharedByItsSamples() {
    sketch.request("GET /a", "http", 0, 100, 100, 50, 1);
    sketch.sample(SampleKind.CPU, "http", 10, 10, (byte) 1, "a.Hot.spin");
    sketch.sample(SampleKind.CPU, "http", 20, 30, (byte) 1, "a.Cold.work");
    Recording recording = sketch.build();
    WaitingTime time = WaitingTime.of(recording);
    double hot =
        time.shareOfCpu(
            stack ->
                recording.stacks().framesOf(stack).stream()
                    .anyMatch(frame -> frame.className().equals("a.Hot")));
    assertThat(hot).isCloseTo(0.25 * 0.5, within(1e-9));
  }

  @Test
  void requestsWithinOthers_andWorkThatNobodyWaitsFor_doNotCount() {
    long outer = sketch.request("GET /a", "http", 0, 100, 100, 0, 1);
    sketch.within(outer, "http").request("GET /inner", "http", 10, 50, 40, 0, 1);
    sketch.within(0, "scheduled").request("Cleaner.run", "timer", 0, 900, 900, 0, 1);
    assertThat(WaitingTime.of(sketch.build()).totalNanos()).isCloseTo(100, within(1e-9));
  }
}
