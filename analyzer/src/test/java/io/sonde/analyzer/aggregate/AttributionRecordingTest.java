package io.sonde.analyzer.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.analyzer.model.Recording;
import io.sonde.analyzer.model.RequestTable;
import io.sonde.analyzer.recording.JdkRecordingReader;
import io.sonde.analyzer.recording.ReadingProgress;
import io.sonde.analyzer.recording.RequestRecordings;
import io.sonde.analyzer.recording.SondeRecordingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that each really did one thing, split by what JFR recorded of it. */
class AttributionRecordingTest {
  /** Clocks of events and of sleeps are not the same. */
  private static final double LEAST_NANOS = RequestRecordings.LEAST_MILLIS * 0.9e6;

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
  void eachRequest_isSplitIntoWhatItDid(Recording recording) {
    assertPart(recording, RequestRecordings.MONITOR, Part.MONITOR);
    assertPart(recording, RequestRecordings.SLEEP, Part.SLEEP);
    assertPart(recording, RequestRecordings.PARK, Part.PARK);
    assertPart(recording, RequestRecordings.WAIT, Part.PARK);
    assertPart(recording, RequestRecordings.CPU, Part.CPU);
    assertPart(recording, RequestRecordings.ASYNC, Part.SUSPENDED);
    assertPart(recording, RequestRecordings.ASYNC, Part.SLEEP);
    assertPart(recording, RequestRecordings.SQL, Part.SQL);
    assertPart(recording, RequestRecordings.SQL, Part.CONNECTION);
    assertThat(split(recording, RequestRecordings.SQL).nanos(Part.SLEEP)).isZero();
    Split collect = split(recording, RequestRecordings.COLLECT);
    assertThat(collect.nanos(Part.GC_PAUSE)).isPositive();
    assertThat(split(recording, RequestRecordings.SLEEP).nanos(Part.CPU)).isLessThan(LEAST_NANOS);
  }

  @ParameterizedTest
  @MethodSource("bothReaders")
  void parts_sumToTheDuration(Recording recording) {
    Attribution attribution = Attribution.of(recording);
    RequestTable requests = recording.requests().table();
    for (int i = 0; i < requests.size(); i++) {
      assertThat(attribution.split(i).totalNanos()).isEqualTo(requests.durationNanos(i));
      for (Part part : Part.values()) {
        assertThat(attribution.split(i).nanos(part)).isGreaterThanOrEqualTo(0);
      }
    }
  }

  private static void assertPart(Recording recording, String route, Part part) {
    assertThat(split(recording, route).nanos(part)).as(route + part).isGreaterThan(LEAST_NANOS);
  }

  private static Split split(Recording recording, String route) {
    RequestTable requests = recording.requests().table();
    for (int i = 0; i < requests.size(); i++) {
      if (recording.requests().routes().get(requests.route(i)).name().equals(route)) {
        return Attribution.of(recording).split(i);
      }
    }
    throw new AssertionError(route + " is missing");
  }
}
