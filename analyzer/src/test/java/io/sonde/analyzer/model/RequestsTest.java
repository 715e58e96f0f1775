package io.sonde.analyzer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestsTest {
  private static final Route ROUTE = new Route("http", "GET /");

  @Test
  void impossibleValues_areSetRight() {
    RecordingBuilder builder = new RecordingBuilder();
    int route = builder.requests().route(ROUTE);
    builder
        .requests()
        .add(
            new Request(
                1, 0, route, 5, -7, -1, 99, 0, -1, "no trace", -9, -9, 0, DatabaseUse.UNKNOWN));
    Request read = builder.build().requests().table().get(0);
    assertThat(read)
        .isEqualTo(
            new Request(1, 0, route, 5, 0, -1, 0, 0, -1, "", -1, -1, 1, DatabaseUse.UNKNOWN));
  }

  @Test
  void durationBeyondAllTime_endsWithIt() {
    RecordingBuilder builder = new RecordingBuilder();
    int route = builder.requests().route(ROUTE);
    long late = Long.MAX_VALUE - 5;
    builder
        .requests()
        .add(new Request(1, 0, route, late, 50, -1, 50, 0, -1, "", 0, 0, 1, DatabaseUse.UNKNOWN));
    assertThat(builder.build().requests().table().get(0).endNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void requests_areInOrderOfTheirStart_whateverTheirNumber() {
    RecordingBuilder builder = filled(5_000, Integer.MAX_VALUE);
    RequestTable table = builder.build().requests().table();
    assertThat(table.size()).isEqualTo(5_000);
    assertThat(IntStream.range(0, 5_000).mapToLong(table::startNanos)).isSorted();
    assertThat(IntStream.range(0, 5_000).allMatch(i -> table.get(i).id() == -table.startNanos(i)))
        .isTrue();
  }

  @Test
  void moreThanFit_areThinned_andStandForTheOthers() {
    RecordingBuilder builder = filled(20_000, 1_000);
    long oneIn = builder.requests().keptOneIn();
    Requests requests = builder.build().requests();
    assertThat(requests.table().size()).isBetween(200, 500);
    double weight =
        IntStream.range(0, requests.table().size()).mapToDouble(requests.table()::weight).sum();
    assertThat(oneIn).isEqualTo(64);
    assertThat(weight).isBetween(15_000.0, 25_000.0);
    assertThat(ids(requests.tasks())).isEqualTo(ids(requests.table()));
  }

  @Test
  void thinnedInParts_keepTheSame() {
    RecordingBuilder whole = filled(20_000, 1_000);
    RecordingBuilder parts = new RecordingBuilder();
    parts.requests().most(1_000);
    parts.thread(new ThreadRef("other", 5, 5, false));
    parts.requests().route(new Route("http", "GET /other"));
    parts.addAll(filled(20_000, 700));
    Requests expected = whole.build().requests();
    Requests merged = parts.build().requests();
    assertThat(ids(merged.table())).isEqualTo(ids(expected.table()));
    assertThat(merged.table().weight(0)).isEqualTo(expected.table().weight(0));
    assertThat(merged.routes().get(merged.table().route(0))).isEqualTo(ROUTE);
    assertThat(merged.table().get(0).entryThread()).isEqualTo(1);
    assertThat(merged.tasks().get(0).thread()).isEqualTo(1);
  }

  private static List<Long> ids(RequestTable table) {
    return IntStream.range(0, table.size()).mapToObj(table::id).toList();
  }

  private static List<Long> ids(TaskTable table) {
    return IntStream.range(0, table.size()).mapToObj(table::requestId).toList();
  }

  /** The last id begins first; each request has one task. */
  private static RecordingBuilder filled(int count, int most) {
    RecordingBuilder builder = new RecordingBuilder();
    builder.requests().most(most);
    int thread = builder.thread(new ThreadRef("http-1", 1, 1, false));
    int route = builder.requests().route(ROUTE);
    for (int id = 1; id <= count; id++) {
      builder
          .requests()
          .add(
              new Request(
                  id, 0, route, -id, 5, thread, 5, 200, -1, "", 1, 1, 1, DatabaseUse.UNKNOWN));
      builder.requests().add(new RequestTask(id, thread, -id, 5, -1, 1, 1));
    }
    return builder;
  }
}
