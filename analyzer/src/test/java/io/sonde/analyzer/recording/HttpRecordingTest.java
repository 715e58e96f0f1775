package io.sonde.analyzer.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.HttpUse;
import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.SqlStatement;
import io.sonde.analyzer.model.SqlTable;
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

/** Outgoing calls of a real recording, in the model. */
class HttpRecordingTest {
  private static final String PAY = "POST payment:8081/payments/{id}";
  private static final String TELL = "POST payment:8081/told/{id} (asynchronous)";

  @TempDir private static Path folder;
  private static Path file;

  @BeforeAll
  static void record() throws IOException {
    file = folder.resolve("http.jfr");
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.start();
      RequestEvents.RequestEvent request = RequestEvents.begun("POST /checkout");
      HttpEvents.call(request.requestId, "/payments/{id}", 202, HttpRecordingTest::pause);
      HttpEvents.call(request.requestId, "/payments/{id}", 503, HttpRecordingTest::pause);
      HttpEvents.asynchronous(request.requestId, "/told/{id}");
      request.httpCount = 3;
      request.httpNanos = 4_000_000;
      request.commit();
      recording.stop();
      recording.dump(file);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Recording> bothReaders() throws IOException {
    return Stream.of(
        new SondeRecordingReader().read(List.of(file), ReadingProgress.NONE),
        new JdkRecordingReader().read(List.of(file), ReadingProgress.NONE));
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void calls_haveTheirFields_andCallers(Recording recording) {
    SqlTable calls = recording.httpCalls();
    assertThat(calls.texts()).containsExactly(PAY, TELL);
    assertThat(calls.size()).isEqualTo(3);
    assertThat(IntStream.range(0, 3).mapToObj(calls::get))
        .extracting(SqlStatement::rows, SqlStatement::failed)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(202L, false),
            org.assertj.core.groups.Tuple.tuple(503L, true),
            org.assertj.core.groups.Tuple.tuple(0L, true));
    assertThat(calls.requestId(0)).isEqualTo(recording.requests().table().id(0));
    assertThat(calls.callers(0).values().stream().mapToLong(times -> times).sum()).isEqualTo(2);
    assertThat(calls.callers(1)).isEmpty();
    assertThat(recording.sql().size()).isZero();
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void thoseWaitedFor_areWaits_andCounted(Recording recording) {
    assertThat(
            IntStream.range(0, recording.waits().size())
                .filter(i -> recording.waits().kind(i) == WaitKind.HTTP))
        .hasSize(2);
    assertThat(recording.requests().table().get(0).http()).isEqualTo(new HttpUse(3, 4_000_000));
  }

  @Test
  void bothReaders_makeTheSameModel() throws IOException {
    List<Recording> both = bothReaders().toList();
    ReaderAgreementTest.assertSame(both.get(0), both.get(1));
  }
}
