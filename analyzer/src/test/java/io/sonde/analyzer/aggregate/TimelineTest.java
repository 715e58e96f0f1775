package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.analyzer.aggregate.Timeline.Chart;
import io.sonde.analyzer.aggregate.Timeline.Series;
import io.sonde.analyzer.model.Chunk;
import io.sonde.analyzer.model.Gauge;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.SampleKind;
import io.sonde.analyzer.model.SampleTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charts over time add up to what they were made of, and those of nothing are left out. */
class TimelineTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MS = 1_000_000L;

  /** It covers 10 s. */
  private final RequestSketch sketch = new RequestSketch();

  @ParameterizedTest
  @CsvSource({
    "10,1,10",
    "240,1,240",
    "241,2,121",
    "3600,15,240",
    "7200,30,240",
    "5000000,21600,232"
  })
  void steps_areRoundAndAtMost240(long seconds, long step, int count) {
    RecordingBuilder builder = new RecordingBuilder();
    long start = RequestSketch.START;
    builder.chunk(new Chunk("a.jfr", 0, 9, start, seconds * SECOND, Chunk.Producer.JDK, true));
    Timeline timeline = Timeline.of(builder.build());
    assertThat(timeline.stepNanos()).isEqualTo(step * SECOND);
    assertThat(timeline.steps()).isEqualTo(count);
    assertThat(timeline.step(start - 1)).isZero();
    assertThat(timeline.step(start + step * SECOND)).isEqualTo(1);
    assertThat(timeline.step(Long.MAX_VALUE)).isEqualTo(count - 1);
  }

  @Test
  void requests_areOfTheStepThatTheyEndIn_withTheirWeight() {
    sketch.request("GET /a", "http-1", 900 * MS, 1_100 * MS, 0);
    sketch.request("GET /a", "http-1", 3_000 * MS, 3_010 * MS, 10 * MS, 0, 99);
    sketch.request("GET /a", "http-1", 3_020 * MS, 3_520 * MS, 0);
    sketch.within(0, "scheduled").request("Job.run", "job-1", 0, 5_000 * MS, 0);
    List<Chart> charts = Timeline.of(sketch.build()).charts();
    double[] rate = values(charts, "Requests per second", "Requests");
    assertThat(rate).containsExactly(0, 1, 0, 100, 0, 0, 0, 0, 0, 0);
    double[] median = values(charts, "Latency", "p50");
    assertThat(median[0]).isNaN();
    assertThat(median[1]).isEqualTo(200 * MS);
    assertThat(median[3]).isEqualTo(10 * MS);
    assertThat(values(charts, "Latency", "p99")[3]).isEqualTo(10 * MS);
    assertThat(chart(charts, "Requests per second").series()).hasSize(1);
  }

  @Test
  void pauses_areSharesOfTheirSteps() {
    sketch.pause(1_500 * MS, 2_250 * MS);
    double[] paused =
        values(Timeline.of(sketch.build()).charts(), "Collector's pauses, share of time", null);
    assertThat(paused[1]).isCloseTo(0.5, within(1e-9));
    assertThat(paused[2]).isCloseTo(0.25, within(1e-9));
    assertThat(Arrays.stream(paused).sum()).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void threadsByState_areMeansOfWallSamples_withoutThoseThatWaitForNoRequest() {
    sketch.request("GET /a", "http-1", 1_000 * MS, 2_000 * MS, 0);
    sketch.runnable("http-1", 1_100 * MS, 250 * MS);
    sketch.sample(SampleKind.WALL, "http-1", 1_500 * MS, 500 * MS, SampleTable.SLEEPING);
    sketch.sample(SampleKind.WALL, "http-1", 3_500 * MS, SECOND, SampleTable.SLEEPING);
    sketch.runnable("GC Thread#0", 1_200 * MS, 250 * MS);
    List<Chart> charts = Timeline.of(sketch.build()).charts();
    double[] running = values(charts, "Threads by state", "Running, or ready to");
    double[] waiting = values(charts, "Threads by state", "Waiting in requests");
    assertThat(running).containsExactly(0, 0.25, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(waiting).containsExactly(0, 0.5, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void threadsByState_ofARecordingWithoutRequests_areThoseOfAllWaits() {
    sketch.sample(SampleKind.WALL, "main", 3_500 * MS, SECOND, SampleTable.SLEEPING);
    double[] waiting = values(Timeline.of(sketch.build()).charts(), "Threads by state", "Waiting");
    assertThat(waiting[3]).isEqualTo(1);
  }

  @Test
  void allocation_addsUpToItsSamples() {
    sketch.sample(SampleKind.ALLOC, "http-1", 500 * MS, 3_000, (byte) 0);
    sketch.sample(SampleKind.ALLOC, "http-1", 700 * MS, 4_000, (byte) 0);
    sketch.sample(SampleKind.ALLOC, "http-1", 8_700 * MS, 5_000, (byte) 0);
    double[] rate = values(Timeline.of(sketch.build()).charts(), "Allocation", null);
    assertThat(rate[0]).isEqualTo(7_000);
    assertThat(rate[8]).isEqualTo(5_000);
  }

  @Test
  void pools_showTheMostOfEachStep() {
    sketch.pool("shop", 1_200 * MS, 3, 0, 10, 120);
    sketch.builder().gauges().add(Gauge.THREADS, RequestSketch.START + 2 * SECOND, 31);
    List<Chart> charts = Timeline.of(sketch.build()).charts();
    assertThat(charts).extracting(Chart::title).containsExactly("Connections of shop", "Threads");
    assertThat(values(charts, "Connections of shop", "In use (of 10)")[1]).isEqualTo(3);
    assertThat(values(charts, "Connections of shop", "In use (of 10)")[2]).isNaN();
    assertThat(values(charts, "Threads", null)[2]).isEqualTo(31);
  }

  @Test
  void nothing_hasNoCharts() {
    assertThat(Timeline.of(sketch.build()).charts()).isEmpty();
    assertThat(Timeline.of(new RecordingBuilder().build()).charts()).isEmpty();
  }

  private static Chart chart(List<Chart> charts, String title) {
    return charts.stream().filter(each -> each.title().equals(title)).findFirst().orElseThrow();
  }

  /**
   * @param label null for the only one
   */
  private static double[] values(List<Chart> charts, String title, String label) {
    return chart(charts, title).series().stream()
        .filter(each -> label == null || each.label().equals(label))
        .map(Series::values)
        .findFirst()
        .orElseThrow();
  }
}
