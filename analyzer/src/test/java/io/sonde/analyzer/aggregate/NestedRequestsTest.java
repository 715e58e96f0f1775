package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.WaitKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A request's time holds that of the requests within it, once. */
class NestedRequestsTest {
  private static final long MILLI = 1_000_000;

  private final RequestSketch sketch = new RequestSketch();

  @Test
  void rows_areFoundAtEachDepth_andAMissingOuterIsNone() {
    long outer = sketch.request("GET /", "http", 0, 100, 0);
    long inner = sketch.within(outer, "entry").request("Inner.run", "http", 10, 90, 0);
    sketch.within(inner, "entry").request("Innermost.run", "http", 20, 80, 0);
    sketch.within(77, "entry").request("Lost.run", "http", 200, 210, 0);
    NestedRequests nested = NestedRequests.of(sketch.build().requests().table());
    List<Integer> within = new ArrayList<>();
    nested.visitWithin(0, within::add);
    assertThat(within).containsExactly(1, 2);
    assertThat(nested.isWithinAnother(0)).isFalse();
    assertThat(nested.isWithinAnother(2)).isTrue();
    assertThat(nested.isWithinAnother(3)).isFalse();
  }

  @Test
  void waitsAndCpu_ofTheInner_areTheOutersOnce_andBothSplitsAddUp() {
    long outer = sketch.request("GET /", "http", 0, 100, 30);
    long inner = sketch.within(outer, "entry").request("Inner.run", "http", 20, 80, 10);
    sketch.statement(inner, "http", 30, 60, "select 1");
    sketch.waiting(WaitKind.SOCKET, "http", 0, 10);
    Attribution attribution = Attribution.of(sketch.build());
    Split ofOuter = attribution.split(0);
    assertThat(ofOuter.nanos(Part.SQL)).isEqualTo(30);
    assertThat(ofOuter.nanos(Part.IO)).isEqualTo(10);
    assertThat(ofOuter.nanos(Part.CPU)).isEqualTo(30);
    assertThat(ofOuter.totalNanos()).isEqualTo(100);
    Split ofInner = attribution.split(1);
    assertThat(ofInner.nanos(Part.SQL)).isEqualTo(30);
    assertThat(ofInner.nanos(Part.CPU)).isEqualTo(10);
    assertThat(ofInner.totalNanos()).isEqualTo(60);
    assertThat(attribution.explainedShare()).as("of the outer alone").isEqualTo(0.7);
  }

  @Test
  void cpuOfTheInnersTasks_isNotTheOutersEntryThreads() {
    long outer = sketch.request("GET /", "http", 0, 100, 90);
    long inner = sketch.within(outer, "entry").request("Inner.run", "http", 20, 80, 60);
    sketch.task(inner, "worker", 30, 80, 50);
    sketch.task(inner, "http", 40, 50, 7);
    Recording recording = sketch.build();
    assertThat(Attribution.of(recording).split(0).nanos(Part.CPU)).isEqualTo(40);
    RequestCover cover = RequestCover.of(recording, new int[] {0});
    int worker = recording.requests().tasks().get(0).thread();
    assertThat(cover.contains(worker, RequestSketch.START + 40)).isTrue();
    assertThat(cover.contains(worker, RequestSketch.START + 90)).isFalse();
  }

  @Test
  void statementsOfTheInner_explainWhyTheOuterIsSlow() {
    for (int i = 0; i < 40; i++) {
      long from = i * 100 * MILLI;
      long took = (i % 8 == 3 ? 60 : 10) * MILLI;
      long outer = sketch.within(0, "http").request("GET /", "http", from, from + took, MILLI);
      sketch.within(outer, "entry");
      long inner = sketch.request("Inner.run", "http", from, from + took, MILLI);
      sketch.statement(inner, "http", from + MILLI, from + took, "select 1");
    }
    List<RouteSummary> routes = RequestSummary.of(sketch.build()).routes();
    assertThat(routes)
        .hasSize(2)
        .allSatisfy(
            route -> {
              assertThat(route.comparison()).isNotNull();
              assertThat(route.comparison().culprit()).isNotNull();
              assertThat(route.comparison().culprit().statement().text()).isEqualTo("select 1");
              assertThat(route.comparison().culprit().statement().perSlow()).isEqualTo(1);
            });
    assertThat(RequestSummary.of(sketch.build()).statements())
        .singleElement()
        .satisfies(statement -> assertThat(statement.count()).isEqualTo(40));
  }

  @Test
  void routesThatNoUserWaitsFor_comeLast() {
    sketch.within(0, "scheduled").request("Report.run", "quartz", 0, 1_000, 0);
    sketch.within(0, "message").request("Orders.onMessage", "jms", 0, 500, 0);
    sketch.within(0, "http").request("GET /", "http", 0, 10, 0);
    sketch.within(0, "entry").request("Entry.run", "main", 0, 20, 0);
    assertThat(RequestSummary.of(sketch.build()).routes())
        .extracting(each -> each.route().name())
        .containsExactly("Entry.run", "GET /", "Report.run", "Orders.onMessage");
  }
}
