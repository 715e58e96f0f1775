package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.aggregate.Waterfall.Bar;
import io.sonde.analyzer.aggregate.Waterfall.Lane;
import io.sonde.analyzer.model.WaitKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The slowest requests: a lane for each thread, a bar for each wait, in the request's own time. */
class WaterfallsTest {
  private static final long MS = 1_000_000L;
  private static final String TEXT = "select * from line where order_id = ?";

  private final RequestSketch sketch = new RequestSketch();

  @Test
  void entryThread_hasItsWaits_withWhatTheyWereFor() {
    long id = sketch.request("GET /orders/{id}", "http-1", 1_000 * MS, 1_500 * MS, 40 * MS);
    sketch.statement(id, "http-1", 1_100 * MS, 1_200 * MS, TEXT);
    sketch.waiting(
        WaitKind.MONITOR,
        "http-1",
        1_200 * MS,
        1_450 * MS,
        "com.shop.Stock",
        "http-2",
        "Thread.run > com.shop.Orders.find");
    sketch.pause(1_300 * MS, 1_310 * MS);
    Waterfall waterfall = RequestSummary.of(sketch.build()).slowest().get(0);
    assertThat(waterfall.route().name()).isEqualTo("GET /orders/{id}");
    assertThat(waterfall.lanes()).extracting(Lane::thread).containsExactly("http-1");
    Lane lane = waterfall.lanes().get(0);
    assertThat(lane.work()).containsExactly(new Bar(null, 0, 500 * MS, ""));
    assertThat(lane.bars())
        .containsExactly(
            new Bar(Part.SQL, 100 * MS, 200 * MS, TEXT),
            new Bar(Part.MONITOR, 200 * MS, 450 * MS, "com.shop.Stock in Orders.find"));
    assertThat(waterfall.pauses())
        .singleElement()
        .satisfies(pause -> assertThat(pause.from()).isEqualTo(300 * MS));
    assertThat(waterfall.omitted()).isZero();
  }

  @Test
  void tasks_haveLanesOfTheirOwn_andTheirQueueBeforeThem() {
    long id = sketch.request("GET /export", "http-1", 0, 300 * MS, 20 * MS, 2 * MS, 1);
    sketch.task(id, "export-1", 30 * MS, 50 * MS, 200 * MS, MS);
    sketch.task(id, "export-2", 0, 60 * MS, 400 * MS, MS);
    sketch.task(id, "export-1", 0, 350 * MS, 400 * MS, MS);
    Waterfall waterfall = RequestSummary.of(sketch.build()).slowest().get(0);
    assertThat(waterfall.lanes())
        .extracting(Lane::thread)
        .containsExactly("http-1", "export-1", "export-2");
    assertThat(waterfall.lanes().get(0).work()).containsExactly(new Bar(null, 0, 20 * MS, ""));
    Lane first = waterfall.lanes().get(1);
    assertThat(first.bars()).containsExactly(new Bar(Part.QUEUE, 20 * MS, 50 * MS, ""));
    assertThat(first.work()).containsExactly(new Bar(null, 50 * MS, 200 * MS, ""));
    assertThat(waterfall.lanes().get(2).work())
        .as("ends with the request")
        .containsExactly(new Bar(null, 60 * MS, 300 * MS, ""));
  }

  @Test
  void slowestRequests_areOfSeveralRoutes_andOfUsers() {
    for (int i = 1; i <= 20; i++) {
      sketch.request("GET /a", "http-1", 0, i * MS, 0);
      sketch.request("GET /b", "http-2", 0, i * MS / 2, 0);
    }
    sketch.within(0, "scheduled").request("Job.run", "job-1", 0, 9_000 * MS, 0);
    List<Waterfall> slowest = RequestSummary.of(sketch.build()).slowest();
    assertThat(slowest)
        .extracting(each -> each.route().name())
        .containsExactly("GET /a", "GET /a", "GET /a", "GET /b", "GET /b", "GET /b");
    assertThat(slowest)
        .extracting(each -> each.request().durationNanos())
        .startsWith(20 * MS, 19 * MS, 18 * MS);
  }

  @Test
  void ofManyWaits_theShortestAreLeftOut() {
    sketch.request("GET /a", "http-1", 0, 5_000 * MS, 0);
    for (int i = 0; i < 400; i++) {
      long from = i * 10 * MS;
      sketch.waiting(WaitKind.SOCKET, "http-1", from, from + (i % 4 == 0 ? 2 : 5) * MS);
    }
    Waterfall waterfall = RequestSummary.of(sketch.build()).slowest().get(0);
    assertThat(waterfall.omitted()).isEqualTo(100);
    assertThat(waterfall.lanes().get(0).bars())
        .hasSize(300)
        .allSatisfy(bar -> assertThat(bar.nanos()).isEqualTo(5 * MS));
  }

  @Test
  void withoutRequests_thereAreNone() {
    assertThat(RequestSummary.of(sketch.build()).slowest()).isEmpty();
  }
}
