package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.DatabaseUse;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.Request;
import io.sonde.analyzer.model.RequestTask;
import io.sonde.analyzer.model.Route;
import io.sonde.analyzer.model.RouteTiming;
import io.sonde.analyzer.model.Safepoint;
import io.sonde.analyzer.model.SqlStatement;
import io.sonde.analyzer.model.SqlTable;
import io.sonde.analyzer.model.SqlTemplate;
import io.sonde.analyzer.model.Wait;
import io.sonde.analyzer.model.WaitKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests, tasks, waits and safepoints of a real recording, in the model. */
class RequestRecordingTest {
  @TempDir private static Path folder;
  private static Path file;

  @BeforeAll
  static void record() throws IOException {
    file = RequestRecordings.record(folder.resolve("requests.jfr"));
  }

  static Stream<Recording> bothReaders() throws IOException {
    return Stream.of(
        new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE),
        new JdkRecordingReader().read(List.of(file), ReadingProgress.NONE));
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void requests_haveTheirFields(Recording recording) {
    Request sleep = request(recording, RequestRecordings.SLEEP);
    assertThat(sleep.durationNanos())
        .isGreaterThanOrEqualTo(RequestRecordings.LEAST_MILLIS * 1_000_000);
    assertThat(sleep.entryNanos()).isEqualTo(sleep.durationNanos());
    assertThat(recording.threads().get(sleep.entryThread()).name()).isEqualTo("sleep");
    assertThat(sleep.traceId()).isEqualTo(RequestEvents.trace(RequestRecordings.SLEEP));
    assertThat(sleep.cpuNanos()).isBetween(0L, sleep.durationNanos());
    assertThat(sleep.allocatedBytes()).isEqualTo(-1);
    assertThat(sleep.weight()).isEqualTo(1);
    assertThat(sleep.failed()).isFalse();
    assertThat(recording.requests().routes()).contains(new Route("http", RequestRecordings.SLEEP));
    assertThat(recording.requests().table().size()).isEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void tasks_belongToTheirRequest(Recording recording) {
    Request async = request(recording, RequestRecordings.ASYNC);
    assertThat(recording.requests().tasks().size()).isEqualTo(1);
    RequestTask task = recording.requests().tasks().get(0);
    assertThat(task.requestId()).isEqualTo(async.id());
    assertThat(recording.threads().get(task.thread()).name()).isEqualTo("worker");
    assertThat(task.startNanos()).isGreaterThan(async.startNanos() + async.entryNanos());
    assertThat(task.queuedNanos()).isEqualTo(-1);
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void periodsOfARoute_addUp(Recording recording) {
    assertThat(recording.requests().timings()).hasSize(2);
    RouteTiming timing = recording.requests().timings().get(0);
    assertThat(timing.route().name()).isEqualTo(RequestRecordings.SLEEP);
    assertThat(timing.count()).isEqualTo(3);
    assertThat(timing.errors()).isEqualTo(1);
    assertThat(timing.totalNanos()).isEqualTo(210_000_000);
    assertThat(timing.maxNanos()).isEqualTo(80_000_000);
    assertThat(timing.cpuNanos()).isEqualTo(30);
    assertThat(timing.measuredCount()).isEqualTo(3);
    assertThat(timing.database()).isEqualTo(new DatabaseUse(6, 60, 9));
    assertThat(recording.requests().timings().get(1).database()).isEqualTo(DatabaseUse.UNKNOWN);
    assertThat(timing.histogram().getValueAtPercentile(50) / 1e6).isBetween(69.9, 70.1);
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void waits_nameThreadClassAndOwner(Recording recording) {
    Wait monitor = wait(recording, "monitor", WaitKind.MONITOR);
    assertThat(recording.classNames().get(monitor.objectClass())).isEqualTo("java.lang.Object");
    assertThat(recording.threads().get(monitor.owner()).name()).isEqualTo(RequestRecordings.OWNER);
    assertThat(recording.stacks().framesOf(monitor.stack()))
        .anyMatch(frame -> frame.methodName().equals("enterStock"));
    assertThat(wait(recording, "sleep", WaitKind.SLEEP).objectClass()).isEqualTo(-1);
    assertThat(wait(recording, "park", WaitKind.PARK).owner()).isEqualTo(-1);
    assertThat(recording.stacks().framesOf(wait(recording, "wait", WaitKind.OBJECT_WAIT).stack()))
        .anyMatch(frame -> frame.methodName().equals("await"));
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void statementsAndConnections_areWaits(Recording recording) {
    assertThat(request(recording, RequestRecordings.SQL).database())
        .isEqualTo(new DatabaseUse(2, 120_000_000, 60_000_000));
    Wait connection = wait(recording, "sql", WaitKind.CONNECTION);
    assertThat(recording.classNames().get(connection.objectClass())).isEqualTo(SqlEvents.POOL);
    Wait statement = wait(recording, "sql", WaitKind.SQL);
    assertThat(statement.startNanos()).isGreaterThanOrEqualTo(connection.endNanos());
    assertThat(statement.durationNanos())
        .isGreaterThanOrEqualTo(RequestRecordings.LEAST_MILLIS * 900_000);
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void statements_haveTheirFields_andCallers(Recording recording) {
    SqlTable sql = recording.sql();
    assertThat(sql.size()).isEqualTo(2);
    assertThat(sql.texts()).containsExactly(RequestRecordings.STATEMENT);
    SqlStatement first = sql.get(0);
    assertThat(first.requestId()).isEqualTo(request(recording, RequestRecordings.SQL).id());
    assertThat(recording.threads().get(first.thread()).name()).isEqualTo("sql");
    assertThat(first.startNanos()).isLessThan(sql.startNanos(1));
    assertThat(first.durationNanos()).isEqualTo(sql.durationNanos(0)).isPositive();
    assertThat(first.rows()).isEqualTo(-1);
    assertThat(first.batchSize()).isEqualTo(1);
    assertThat(first.failed()).isFalse();
    assertThat(sql.template(0)).isEqualTo(new SqlTemplate(RequestRecordings.TEMPLATE, "Long"));
    assertThat(sql.seenCallers()).isEqualTo(2);
    assertThat(sql.requestOfCaller(0)).isEqualTo(sql.requestId(0));
    assertThat(sql.textOfCaller(0)).isZero();
    assertThat(NamedRows.callers(recording))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.times()).isEqualTo(2);
              assertThat(each.frames()).anyMatch(frame -> frame.methodName().equals("query"));
            });
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void safepoints_holdTheirCollections(Recording recording) {
    assertThat(recording.safepoints())
        .isNotEmpty()
        .allMatch(each -> each.startNanos() <= each.stoppedNanos())
        .allMatch(each -> each.stoppedNanos() <= each.endNanos());
    assertThat(recording.pauses())
        .isNotEmpty()
        .allMatch(
            pause ->
                recording.safepoints().stream()
                    .anyMatch(each -> holds(each, pause.startNanos(), pause.endNanos())));
  }

  /** A pause may begin a little before the last thread has stopped: clocks are read one by one. */
  private static boolean holds(Safepoint safepoint, long start, long end) {
    return safepoint.startNanos() <= start && end <= safepoint.endNanos();
  }

  @Test
  void severalChunks_readAtOnce_makeTheSameModel() throws IOException {
    Recording inTurn =
        new SondeRecordingReader(chunks -> 1, false).read(List.of(file), ReadingProgress.NONE);
    Recording ahead =
        new SondeRecordingReader(chunks -> 3, false).read(List.of(file), ReadingProgress.NONE);
    assertThat(inTurn.chunks()).hasSizeGreaterThan(2);
    ReaderAgreementTest.assertSame(ahead, inTurn);
    assertThat(NamedRows.waitNumbers(ahead)).isEqualTo(NamedRows.waitNumbers(inTurn));
    assertThat(ahead.requests().routes()).isEqualTo(inTurn.requests().routes());
  }

  @Test
  void requestWithoutARoute_isCountedAsOne() throws IOException {
    Path lost = folder.resolve("lost.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.start();
      RequestEvents.serve("", () -> {});
      recording.stop();
      recording.dump(lost);
    }
    Recording read = new SondeRecordingReader().read(List.of(lost), ReadingProgress.NONE);
    assertThat(read.requests().routes()).containsExactly(new Route("http", "(unknown route)"));
  }

  @Test
  void bothReaders_makeTheSameModel() throws IOException {
    List<Recording> both = bothReaders().toList();
    ReaderAgreementTest.assertSame(both.get(0), both.get(1));
  }

  private static Request request(Recording recording, String route) {
    return IntStream.range(0, recording.requests().table().size())
        .mapToObj(recording.requests().table()::get)
        .filter(each -> recording.requests().routes().get(each.route()).name().equals(route))
        .findFirst()
        .orElseThrow();
  }

  private static Wait wait(Recording recording, String thread, WaitKind kind) {
    return IntStream.range(0, recording.waits().size())
        .mapToObj(recording.waits()::get)
        .filter(each -> each.kind() == kind)
        .filter(each -> recording.threads().get(each.thread()).name().equals(thread))
        .findFirst()
        .orElseThrow();
  }
}
