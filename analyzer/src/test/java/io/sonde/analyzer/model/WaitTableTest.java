package io.sonde.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitTableTest {
  private static final long MILLI = 1_000_000;

  @Test
  void rows_keepTheirColumns_inOrderOfTime() {
    WaitTable.Builder builder = new WaitTable.Builder();
    Wait late = new Wait(20, 3, WaitKind.MONITOR, 4, 0, 7, 9, 5);
    Wait early = new Wait(10, 2, WaitKind.SLEEP, 5, 0, -1, -1, 0);
    builder.add(late);
    builder.add(early);
    builder.add(new Wait(5, 0, WaitKind.PARK, 5, 0, -1, -1, 0));
    WaitTable table = builder.build();
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.get(0)).isEqualTo(early);
    assertThat(table.get(1)).isEqualTo(late);
    assertThat(table.endNanos(1)).isEqualTo(23);
  }

  @Test
  void moreThanFit_dropsTheShortest_andMapsTheStacksOfTheOpenChunk() {
    WaitTable.Builder builder = new WaitTable.Builder();
    builder.most(100);
    for (int i = 0; i < 60; i++) {
      builder.add(new Wait(i, (1 + i % 10) * MILLI, WaitKind.PARK, 1, 0, -1, -1, 0));
    }
    builder.endChunk(new int[] {41});
    for (int i = 60; i < 300; i++) {
      builder.add(new Wait(i, (1 + i % 10) * MILLI, WaitKind.PARK, 1, 0, -1, -1, 0));
    }
    builder.endChunk(new int[] {42});
    long threshold = builder.thresholdNanos();
    WaitTable table = builder.build();
    assertThat(threshold).isPositive();
    assertThat(table.size()).isBetween(1, 100);
    IntStream.range(0, table.size())
        .mapToObj(table::get)
        .forEach(
            wait -> {
              assertThat(wait.durationNanos()).isGreaterThanOrEqualTo(threshold);
              assertThat(wait.stack()).isEqualTo(wait.startNanos() < 60 ? 41 : 42);
            });
  }

  @Test
  void merged_areRenumbered_andDroppedAlike() {
    RecordingBuilder into = withRequest();
    into.thread(new ThreadRef("other", 8, 8, false));
    into.className("Other");
    into.waits().add(new Wait(1, MILLI, WaitKind.PARK, 0, 0, -1, -1, 0));
    RecordingBuilder later = new RecordingBuilder();
    later.waits().most(2);
    int owner = later.thread(new ThreadRef("owner", 9, 9, false));
    int lock = later.className("Lock");
    for (int i = 0; i < 3; i++) {
      later
          .waits()
          .add(new Wait(2 + i, (i + 1) * MILLI, WaitKind.MONITOR, 0, 0, lock, owner, 77 + i));
    }
    later.waits().endChunk(null);
    into.addAll(later);
    Recording recording = into.build();
    assertThat(recording.waits().size()).isEqualTo(2);
    Wait wait = recording.waits().get(0);
    assertThat(recording.threads().get(wait.owner()).name()).isEqualTo("owner");
    assertThat(recording.classNames().get(wait.objectClass())).isEqualTo("Lock");
  }

  @Test
  void withoutRequests_waitsAreKept() {
    RecordingBuilder builder = new RecordingBuilder();
    builder.waits().add(new Wait(1, MILLI, WaitKind.PARK, -1, 0, -1, -1, 0));
    assertThat(builder.build().waits().size()).isEqualTo(1);
  }

  private static RecordingBuilder withRequest() {
    RecordingBuilder builder = new RecordingBuilder();
    int route = builder.requests().route(new Route("http", "GET /"));
    builder
        .requests()
        .add(new Request(1, 0, route, 0, 9, -1, 9, 0, -1, "", -1, -1, 1, DatabaseUse.UNKNOWN));
    return builder;
  }
}
