package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.DatabaseUse;
import io.sonde.analyzer.model.Quality;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RecordingBuilder;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.SqlStatement;
import io.sonde.analyzer.model.Wait;
import io.sonde.analyzer.model.WaitKind;
import org.junit.jupiter.api.Test;

/** What did not fit into memory is told. */
class CoarsenedRequestsTest {
  private final RecordingBuilder builder = new RecordingBuilder();

  @Test
  void everythingFits_nothingIsTold() {
    Facts facts = new Facts(builder);
    fill(1_000);
    facts.finish();
    assertThat(builder.build().quality().problems()).isEmpty();
  }

  @Test
  void thinnedRequests_andDroppedWaits_areTold() {
    Facts facts = new Facts(builder);
    builder.requests().most(100);
    builder.waits().most(100);
    fill(1_000);
    facts.finish();
    Recording recording = builder.build();
    assertThat(recording.waits().size()).isBetween(50, 100);
    assertThat(recording.waits().get(0).durationNanos()).isGreaterThan(900_000_000);
    assertThat(recording.quality().problems())
        .allMatch(each -> each.kind() == Quality.Kind.COARSENED)
        .extracting(Quality.Problem::what)
        .anyMatch(what -> what.contains("one in 16 requests was kept"))
        .anyMatch(what -> what.contains("ms were left out: that time of requests is"))
        .hasSize(2);
  }

  @Test
  void droppedStatements_areTold() {
    Facts facts = new Facts(builder);
    builder.sql().most(100);
    fill(1_000);
    int text = builder.sql().text("commit");
    for (int i = 0; i <= 1_000; i++) {
      builder.sql().add(new SqlStatement(i, 1, -1, i, text, -1, 1, false));
    }
    facts.finish();
    assertThat(builder.build().quality().problems())
        .extracting(Quality.Problem::what)
        .singleElement()
        .asString()
        .contains("the SQL statements of one in 16 requests were kept");
  }

  /** Waits of 1 to 1 000 ms. */
  private void fill(int count) {
    int route = builder.requests().route(new Route("http", "GET /"));
    for (int i = 1; i <= count; i++) {
      builder
          .requests()
          .add(new Request(i, 0, route, i, 1, -1, 1, 0, -1, "", -1, -1, 1, DatabaseUse.UNKNOWN));
      builder.waits().add(new Wait(i, i * 1_000_000L, WaitKind.PARK, -1, 0, -1, -1, 0));
    }
  }
}
