package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Recording;
import org.junit.jupiter.api.Test;

class RequestCoverTest {
  private static final long START = RequestSketch.START;

  @Test
  void cover_isTheEntryAndAllTasks_ofTheseRequestsAlone() {
    RequestSketch sketch = new RequestSketch();
    long async = sketch.request("GET /", "http", 100, 200, 30, 0, 1);
    sketch.task(async, "pool", 150, 250, 0).task(async, "beside", 110, 120, 0);
    long other = sketch.request("GET /", "http", 300, 400, 0);
    sketch.task(other, "pool", 300, 310, 0);
    int http = sketch.thread("http");
    int pool = sketch.thread("pool");
    int beside = sketch.thread("beside");
    Recording recording = sketch.build();
    RequestCover cover = RequestCover.of(recording, new int[] {0});
    assertThat(cover.contains(http, START + 99)).isFalse();
    assertThat(cover.contains(http, START + 100)).isTrue();
    assertThat(cover.contains(http, START + 129)).isTrue();
    assertThat(cover.contains(http, START + 130)).isFalse();
    assertThat(cover.contains(http, START + 300)).isFalse();
    assertThat(cover.contains(pool, START + 199)).isTrue();
    assertThat(cover.contains(pool, START + 200)).as("behind its request").isFalse();
    assertThat(cover.contains(pool, START + 305)).isFalse();
    assertThat(cover.contains(beside, START + 115)).isTrue();
    assertThat(cover.contains(-1, START + 115)).isFalse();
  }
}
